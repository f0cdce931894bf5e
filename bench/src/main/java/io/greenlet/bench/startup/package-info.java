/** What the agent adds to the start of a JVM. */
package io.greenlet.bench.startup;
