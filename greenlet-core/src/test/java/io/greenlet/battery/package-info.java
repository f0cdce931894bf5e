/**
 * Every operation that blocks, in one table, and what the battery holds each to. Without JUnit,
 * since it also runs as a program, with the agent and without.
 */
package io.greenlet.battery;
