/**
 * What the parts of greenlets cost, each beside its floor and its alternatives in the same run.
 *
 * <p>{@link io.greenlet.bench.Rally} is one exchange between two parties, made four ways: the
 * benchmarks differ in what they do with it, not in how each kind of thread is driven.
 */
package io.greenlet.bench;
