/**
 * Generators: bodies that yield values one by one to whoever asks, from any depth of calls.
 *
 * <p>{@link io.greenlet.generator.Generator#of} makes one; its body yields by a {@link
 * io.greenlet.generator.Yielder}.
 */
package io.greenlet.generator;
