package io.greenlet.demos;

import io.greenlet.Hub;

/**
 * Program 11b: run until complete, and have what was returned. In Python, with asyncio:
 *
 * <pre>{@code
 * async def coroutine():
 *     print('in coroutine')
 *     return 'result'
 *
 * event_loop = asyncio.get_event_loop()
 * print('entering event loop')
 * return_value = event_loop.run_until_complete(coroutine())
 * print(f'it returned: {return_value!r}')
 * }</pre>
 *
 * <p>It prints:
 *
 * <pre>{@code
 * entering event loop
 * in coroutine
 * it returned: 'result'
 * }</pre>
 */
final class ReturnValue {
  static String coroutine() {
    System.out.println("in coroutine");
    return "result";
  }

  public static void main(String[] args) throws Exception {
    System.out.println("entering event loop");
    String returnValue = Hub.run(() -> coroutine());
    System.out.println("it returned: '" + returnValue + "'");
  }
}
