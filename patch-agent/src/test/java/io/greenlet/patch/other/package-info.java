/** An agent of somebody else, which weaves what ours weaves. */
package io.greenlet.patch.other;
