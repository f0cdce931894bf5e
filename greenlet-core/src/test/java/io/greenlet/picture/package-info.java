/** The picture of eat and play in the README, drawn from a recorded run. */
package io.greenlet.picture;
