package io.greenlet.demos;

import io.greenlet.Hub;
import java.util.List;

/**
 * Program 11c: the second phase needs what the first one returned. In Python, with asyncio:
 *
 * <pre>{@code
 * async def phase1():
 *     print('in phase1')
 *     return 'result1'
 *
 * async def phase2(arg):
 *     print('in phase2')
 *     return f'result2 derived from {arg}'
 *
 * async def main():
 *     print('in main')
 *     print('waiting for result1')
 *     result1 = await phase1()
 *     print('waiting for result2')
 *     result2 = await phase2(result1)
 *     return (result1, result2)
 *
 * event_loop = asyncio.get_event_loop()
 * return_value = event_loop.run_until_complete(main())
 * print(f'return value: {return_value!r}')
 * }</pre>
 *
 * <p>It prints:
 *
 * <pre>{@code
 * in main
 * waiting for result1
 * in phase1
 * waiting for result2
 * in phase2
 * return value: ('result1', 'result2 derived from result1')
 * }</pre>
 */
final class Phases {
  static String phase1() {
    System.out.println("in phase1");
    return "result1";
  }

  static String phase2(String arg) {
    System.out.println("in phase2");
    return "result2 derived from " + arg;
  }

  static List<String> bothPhases() {
    System.out.println("in main");
    System.out.println("waiting for result1");
    String result1 = phase1();
    System.out.println("waiting for result2");
    String result2 = phase2(result1);
    return List.of(result1, result2);
  }

  public static void main(String[] args) throws Exception {
    List<String> returnValue = Hub.run(() -> bothPhases());
    System.out.printf("return value: ('%s', '%s')%n", returnValue.toArray());
  }
}
