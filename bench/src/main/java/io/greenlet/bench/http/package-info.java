/**
 * One small answer over HTTP from servers that are written differently, or run differently, on one
 * core, with the load from another one.
 */
package io.greenlet.bench.http;
