/** How late others are while one thread is stuck in a call that cannot be polled. */
package io.greenlet.bench.stuck;
