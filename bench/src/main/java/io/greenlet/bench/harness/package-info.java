/**
 * What every benchmark of whole processes needs: processes on a core of their own, what Linux
 * counts about them, medians, and a table in Markdown.
 */
package io.greenlet.bench.harness;
