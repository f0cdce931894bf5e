package io.greenlet.patch.other;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.none;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import java.lang.instrument.Instrumentation;
import java.util.Properties;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.agent.builder.AgentBuilder.InitializationStrategy;
import net.bytebuddy.agent.builder.AgentBuilder.RedefinitionStrategy;
import net.bytebuddy.agent.builder.ResettableClassFileTransformer;
import net.bytebuddy.asm.Advice;

/**
 * Weaves both ways in which a {@code Thread} starts, and what a virtual thread does first, as
 * tracing agents do: counts, in system properties, threads whose name begins with "beside".
 */
public final class OtherAgent {
  public static final String ENTERED = "other.entered";
  public static final String LEFT = "other.left";
  public static final String THROWN = "other.thrown";
  public static final String RUN = "other.run";

  private static volatile Instrumentation instrumentation;
  private static volatile ResettableClassFileTransformer transformer;

  private OtherAgent() {}

  public static void premain(String options, Instrumentation given) {
    agentmain(options, given);
  }

  public static void agentmain(String options, Instrumentation given) {
    instrumentation = given;
    transformer =
        new AgentBuilder.Default()
            .disableClassFormatChanges()
            .with(RedefinitionStrategy.RETRANSFORMATION)
            .with(InitializationStrategy.NoOp.INSTANCE)
            .with(AgentBuilder.Listener.StreamWriting.toSystemError().withErrorsOnly())
            .ignore(none())
            .type(named("java.lang.Thread"))
            .transform((builder, type, loader, module, domain) ->
                builder.visit(Advice.to(Start.class).on(named("start"))))
            .type(named("java.lang.VirtualThread"))
            .transform((builder, type, loader, module, domain) ->
                builder.visit(Advice.to(Run.class).on(named("run").and(takesArguments(1)))))
            .installOn(given);
  }

  /** What the JVM gave. */
  public static Instrumentation instrumentation() {
    return instrumentation;
  }

  /** Takes everything out again. */
  public static void remove() {
    transformer.reset(instrumentation, RedefinitionStrategy.RETRANSFORMATION);
  }

  /** What it has counted. */
  public static int count(String what) {
    return Integer.getInteger(what, 0);
  }

  /** Inlined into Thread: names types of java.base only. */
  public static final class Start {
    private Start() {}

    /** Has locals, makes branches, and hands a value on to the exit, all of which needs frames. */
    @Advice.OnMethodEnter
    static Properties enter(@Advice.This Thread thread) {
      if (!thread.getName().startsWith("beside")) {
        return null;
      }
      Properties counts = System.getProperties();
      counts.setProperty("other.entered", "" + (Integer.getInteger("other.entered", 0) + 1));
      return counts;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(@Advice.Enter Properties counts, @Advice.Thrown Throwable thrown) {
      if (counts != null) {
        String what = thrown == null ? "other.left" : "other.thrown";
        counts.setProperty(what, "" + (Integer.getInteger(what, 0) + 1));
      }
    }
  }

  /** Inlined into VirtualThread. */
  public static final class Run {
    private Run() {}

    @Advice.OnMethodEnter
    static void enter(@Advice.This Thread thread) {
      if (thread.getName().startsWith("beside")) {
        Properties counts = System.getProperties();
        counts.setProperty("other.run", "" + (Integer.getInteger("other.run", 0) + 1));
      }
    }
  }
}
