package io.greenlet.demos;

import java.util.OptionalLong;

/** What one run of {@link PageClient} came to; empty is what could not be measured here. */
record ClientRun(
    String name,
    int pages,
    boolean patched,
    double seconds,
    OptionalLong threads,
    OptionalLong megabytes,
    boolean allGood) {}
