/**
 * One ordinary program of thirty checks of what a thread is, for the agent's tests: it prints the
 * same, line for line, whoever runs its threads.
 */
package io.greenlet.patch.identity;
