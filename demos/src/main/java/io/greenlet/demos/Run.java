package io.greenlet.demos;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What one run of a program came to; empty is what could not be measured here.
 *
 * @param count of what it was to do
 * @param did what it says of that beside the count, in a line
 * @param cpuSeconds of processor time
 * @param allGood whether it did all of it right
 */
record Run(
    String name,
    int count,
    boolean patched,
    String did,
    double seconds,
    OptionalDouble cpuSeconds,
    OptionalLong threads,
    OptionalLong megabytes,
    boolean allGood) {}
