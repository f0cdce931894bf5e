/**
 * Servers that give every connection, or every datagram, a greenlet of its own.
 *
 * <p>A {@link io.greenlet.net.StreamServer} serves connections, plain or TLS; a {@link
 * io.greenlet.net.DatagramServer} serves datagrams. Both use the JDK's own blocking sockets:
 * without the agent these let others run since greenlets are virtual threads, with it the hub polls
 * them itself.
 */
package io.greenlet.net;
