/**
 * Greenlets: threads that run one at a time, switched explicitly or whenever they wait. The front
 * door for everybody.
 *
 * <p>{@link io.greenlet.Greenlets} has the verbs, {@link io.greenlet.Greenlet} is what they act on,
 * {@link io.greenlet.Hub} is where greenlets run.
 */
package io.greenlet;
