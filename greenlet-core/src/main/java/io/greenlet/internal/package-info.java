/**
 * The hub's parts, not exported: strands, the loop, its queue, timers and clock, and the one class
 * that touches the JDK's private parts.
 *
 * <p>Data flows one way: {@code io.greenlet} uses this package, and this package knows of the
 * public types only the errors it throws. {@link io.greenlet.internal.CoreAccess} alone names the
 * public handles, because it is the agent's door to both.
 */
package io.greenlet.internal;
