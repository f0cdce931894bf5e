/** Ordinary programs, which know nothing of greenlets; the agent's tests run them in fresh JVMs. */
package io.greenlet.patch.programs;
