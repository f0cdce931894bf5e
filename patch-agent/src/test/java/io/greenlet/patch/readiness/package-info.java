/**
 * One ordinary program of checks of what blocks for a descriptor, for the agent's tests: it prints
 * the same, line for line, whoever runs its threads.
 */
package io.greenlet.patch.readiness;
