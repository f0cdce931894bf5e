/**
 * The agent: patches the JDK so that an ordinary blocking program runs with every thread a
 * greenlet.
 *
 * <p>For users: {@link io.greenlet.patch.Monkey} and {@link io.greenlet.patch.Area}. Everything
 * else is hidden, and in this order comes into play:
 *
 * <ol>
 *   <li>{@code AgentEntry} and {@code Launcher} are what the JVM starts. They load on any Java from
 *       8 on, to be able to say that it is too old.
 *   <li>{@code Installer} is the door to the one {@code Installation} of the JVM, which defines
 *       {@code java.lang.GreenletBridge} into the boot loader ({@code BridgeLoader}, {@code
 *       Foothold}), weaves, and tests what it wove ({@code SelfTest}).
 *   <li>{@code Seams} is the table of all that is woven into the JDK; {@code Layer}, {@code Weaver}
 *       and {@code Splice} weave it. {@code CallSites} redirects {@code Thread.currentThread()} in
 *       the application's classes.
 *   <li>From there on woven code calls the bridge, and the bridge {@code AgentSeam}: {@code
 *       Conversion} turns a thread that {@code ConversionRule} picks into a greenlet, {@code
 *       ThreadRoot} runs it, {@code Converted} answers for it, {@code Keeper} keeps the JVM alive
 *       for it. {@code MainLaunch} and {@code MainRoot} do the same for the main thread.
 * </ol>
 *
 * <p>Loader rule: the bridge names types of java.base only; these classes, in the system loader,
 * may name the bridge and the core; nothing here that runs before {@code BridgeLoader.load} may
 * refer to the bridge.
 */
package io.greenlet.patch;
