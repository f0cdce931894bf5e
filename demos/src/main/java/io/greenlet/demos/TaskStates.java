package io.greenlet.demos;

import io.greenlet.Greenlet;

/**
 * Program 12: what a task says of itself before, while and after it runs. In Python, with asyncio:
 *
 * <pre>{@code
 * async def execute(x):
 *     print('Number:', x)
 *     return x
 *
 * coroutine = execute(1)
 * print('Coroutine:', coroutine)
 * print('After calling execute')
 *
 * loop = asyncio.get_event_loop()
 * task = loop.create_task(coroutine)
 * print('Task:', task)
 * loop.run_until_complete(task)
 * print('Task:', task)
 * print('After calling loop')
 * }</pre>
 *
 * <p>It prints:
 *
 * <pre>{@code
 * Coroutine: Greenlet-1 [not started, hub main]
 * After calling execute
 * Task: Greenlet-1 [scheduled, hub main]
 * Number: 1
 * Task: Greenlet-1 [dead, hub main], result 1
 * After calling loop
 * }</pre>
 */
final class TaskStates {
  static int execute(int x) {
    System.out.println("Number: " + x);
    return x;
  }

  public static void main(String[] args) throws InterruptedException {
    var coroutine = Greenlet.of(() -> execute(1));
    System.out.println("Coroutine: " + coroutine);
    System.out.println("After calling execute");

    var task = coroutine.start();
    System.out.println("Task: " + task);
    task.join();
    System.out.println("Task: " + task + ", result " + task.value());
    System.out.println("After calling loop");
  }
}
