/**
 * Greenlets that belong together, and threads for what greenlets cannot do.
 *
 * <p>A {@link io.greenlet.pool.Group} waits for its members, a {@link io.greenlet.pool.Pool} bounds
 * their number, a {@link io.greenlet.pool.ThreadPool} runs blocking or computing calls on platform
 * threads. All of them map a function over inputs, at once or by {@link io.greenlet.pool.Results}
 * that are taken one by one.
 */
package io.greenlet.pool;
