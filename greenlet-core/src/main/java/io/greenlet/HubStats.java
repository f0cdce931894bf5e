package io.greenlet;

/**
 * What a hub is doing, counted at one moment. Cheap to take, from any thread; from another thread
 * than the hub's the numbers may be a moment old.
 *
 * @param name the hub's name
 * @param started how many greenlets have ever run on it
 * @param alive how many of those have not ended
 * @param ready how many wait for their turn
 * @param timers how many timers are pending: sleeps, timeouts, later starts
 * @param switches how many explicit switches it has made
 */
public record HubStats(
    String name, long started, long alive, int ready, int timers, long switches) {}
