/**
 * Whole programs of many threads that hand over to each other, sleep or wait, each in several kinds
 * of threads, each run in a JVM of its own.
 */
package io.greenlet.bench.program;
