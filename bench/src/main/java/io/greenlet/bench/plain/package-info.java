/** What a platform thread pays for an agent that leaves it alone. */
package io.greenlet.bench.plain;
