package io.greenlet.patch.readiness;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;

/** An engine over a channel that blocks. */
final class TlsChannel {
  private final SSLEngine engine;
  private final SocketChannel channel;
  private final ByteBuffer received;
  private final ByteBuffer toSend;

  TlsChannel(SSLEngine engine, SocketChannel channel) {
    this.engine = engine;
    this.channel = channel;
    int size = engine.getSession().getPacketBufferSize();
    received = ByteBuffer.allocate(size).flip();
    toSend = ByteBuffer.allocate(size);
  }

  String greet() throws IOException {
    engine.beginHandshake();
    ByteBuffer none = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
    while (true) {
      HandshakeStatus status = engine.getHandshakeStatus();
      switch (status) {
        case NEED_WRAP -> write(ByteBuffer.allocate(0));
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> unwrap(none);
        case NEED_TASK -> engine.getDelegatedTask().run();
        case FINISHED, NOT_HANDSHAKING -> {
          return engine.getSession().getCipherSuite();
        }
      }
    }
  }

  void write(ByteBuffer bytes) throws IOException {
    do {
      toSend.clear();
      engine.wrap(bytes, toSend);
      toSend.flip();
      while (toSend.hasRemaining()) {
        channel.write(toSend);
      }
    } while (bytes.hasRemaining());
  }

  /** Reads one packet, at least. */
  int read() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
    while (bytes.position() == 0) {
      unwrap(bytes);
    }
    return bytes.position();
  }

  private void unwrap(ByteBuffer bytes) throws IOException {
    SSLEngineResult result = engine.unwrap(received, bytes);
    if (result.getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW) {
      received.compact();
      int count = channel.read(received);
      received.flip();
      if (count < 0) {
        throw new EOFException();
      }
    }
  }
}
