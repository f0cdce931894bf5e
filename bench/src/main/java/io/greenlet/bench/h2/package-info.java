/** An unmodified database server under load, in each kind of threads. */
package io.greenlet.bench.h2;
