package io.greenlet.patch.identity;

import static io.greenlet.patch.identity.Identity.say;
import static io.greenlet.patch.identity.Threads.inThread;
import static io.greenlet.patch.identity.Threads.waiting;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** Threads seen from outside: all at once, by the management beans, by a stack walker. */
final class ViewChecks {
  private ViewChecks() {}

  static void addAll() {
    Identity.add("all stack traces", ViewChecks::allTraces);
    Identity.add("management beans", ViewChecks::beans);
    Identity.add("stack walkers", ViewChecks::walkers);
  }

  private static boolean isOfMain(Thread thread) {
    ThreadGroup group = thread.getThreadGroup();
    return group != null && group.getName().equals("main");
  }

  private static void allTraces() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    Thread first = waiting("first", release);
    Thread second = waiting("second", release);
    Map<Thread, StackTraceElement[]> traces = Thread.getAllStackTraces();
    say(
        "names",
        traces.keySet().stream()
            .filter(ViewChecks::isOfMain)
            .map(Thread::getName)
            .sorted()
            .toList());
    say("by the object", traces.containsKey(first) && traces.containsKey(second));
    say("main", traces.containsKey(Thread.currentThread()));
    StackTraceElement[] trace = traces.get(first);
    say("last frame", trace[trace.length - 1]);
    release.countDown();
    first.join();
    second.join();
    say("at the end", Thread.getAllStackTraces().containsKey(first));
    say("inside", inThread(() -> Thread.getAllStackTraces().containsKey(Thread.currentThread())));
  }

  private static void beans() throws Exception {
    ThreadMXBean bean = ManagementFactory.getThreadMXBean();
    int before = bean.getThreadCount();
    int daemons = bean.getDaemonThreadCount();
    CountDownLatch release = new CountDownLatch(1);
    Thread thread = waiting("watched", release);
    long id = thread.threadId();
    say("count", bean.getThreadCount() - before);
    say("daemons", bean.getDaemonThreadCount() - daemons);
    say("numbers", contains(bean.getAllThreadIds(), id));
    say("main", contains(bean.getAllThreadIds(), Thread.currentThread().threadId()));
    say("info", text(bean.getThreadInfo(id)));
    ThreadInfo deep = bean.getThreadInfo(id, Integer.MAX_VALUE);
    StackTraceElement[] trace = deep.getStackTrace();
    say("info's trace", trace.length > 3 ? trace[trace.length - 1] : "short");
    say("two frames", bean.getThreadInfo(id, 2).getStackTrace().length);
    say("infos", text(bean.getThreadInfo(new long[] {id, Long.MAX_VALUE})[0]));
    say("no such", bean.getThreadInfo(Long.MAX_VALUE));
    say("wrong", Threads.failure(() -> bean.getThreadInfo(0)));
    say(
        "dumped",
        Stream.of(bean.dumpAllThreads(false, false))
            .filter(info -> info.getThreadId() == id)
            .map(ViewChecks::text)
            .toList());
    say("unlocked", bean.findDeadlockedThreads() == null);
    release.countDown();
    thread.join();
    say("count at the end", bean.getThreadCount() - before);
    say("info at the end", bean.getThreadInfo(id));
    say("time", bean.getCurrentThreadCpuTime() > 0 && bean.getCurrentThreadUserTime() >= 0);
    say("time inside", inThread(() -> bean.getCurrentThreadCpuTime() >= 0));
    say(
        "time by number",
        inThread(() -> bean.getThreadCpuTime(Thread.currentThread().threadId()) >= 0));
    say(
        "info inside",
        inThread(() -> {
          ThreadInfo info = bean.getThreadInfo(Thread.currentThread().threadId());
          return info.getThreadState() + " " + info.getThreadName().startsWith("Thread-");
        }));
  }

  private static boolean contains(long[] numbers, long number) {
    return Arrays.stream(numbers).anyMatch(each -> each == number);
  }

  private static String text(ThreadInfo info) {
    return info.getThreadName()
        + " "
        + info.getThreadState()
        + " daemon "
        + info.isDaemon()
        + " priority "
        + info.getPriority()
        + " native "
        + info.isInNative();
  }

  private static List<String> walk() {
    return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
        .walk(frames -> frames.map(StackWalker.StackFrame::toString).toList());
  }

  private static Class<?> caller() {
    return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE).getCallerClass();
  }

  private static void walkers() throws Exception {
    say("main", walk());
    Thread thread = new Thread(() -> say("inside", walk()));
    thread.start();
    thread.join();
    say("caller", caller().getSimpleName());
    say("caller inside", inThread(() -> caller().getSimpleName()));
    Thread bottom =
        new Thread() {
          @Override
          public void run() {
            say("caller of run", Threads.failure(ViewChecks::caller));
            say("frames of run", walk().size());
          }
        };
    bottom.start();
    bottom.join();
    say(
        "by classes",
        inThread(() ->
            StackWalker.getInstance(StackWalker.Option.DROP_METHOD_INFO)
                .walk(frames -> frames.map(StackWalker.StackFrame::getClassName).toList())));
  }
}
