/**
 * Ordinary blocking programs, larger than those of the texts, and the programs that they talk to.
 *
 * <p>Nothing in this package knows of greenlets: each program is run with and without the agent and
 * is the same program both times. {@code CrawlerDemo}, {@code ChatDemo} and {@code JdbcBatchDemo}
 * run them so, side by side. They are public only to be named from there.
 */
package io.greenlet.demos.ordinary;
