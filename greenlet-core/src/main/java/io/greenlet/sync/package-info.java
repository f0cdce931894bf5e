/**
 * What greenlets wait for and the JDK lacks: {@link io.greenlet.sync.Event}. Locks, semaphores,
 * queues and futures are those of {@code java.util.concurrent}, which let other greenlets run as
 * they are.
 */
package io.greenlet.sync;
