package io.greenlet.bench.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;

/** The same answer from one event loop of Netty; its own epoll where it has one. */
public final class NettyResponder {
  private static final int BACKLOG = 16_384;
  private static final ByteBuf ANSWER =
      Unpooled.unreleasableBuffer(Unpooled.directBuffer().writeBytes(Wire.answer()).asReadOnly());

  private NettyResponder() {}

  /**
   * Serves until the process is ended.
   *
   * @param args the port on the loopback address
   */
  public static void main(String[] args) throws InterruptedException {
    boolean epoll = Epoll.isAvailable();
    IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    Class<? extends ServerChannel> channel =
        epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    System.out.println(channel.getSimpleName());
    new ServerBootstrap()
        .group(new MultiThreadIoEventLoopGroup(1, io))
        .channel(channel)
        .option(ChannelOption.SO_BACKLOG, BACKLOG)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childHandler(new Connections())
        .bind("127.0.0.1", Integer.parseInt(args[0]))
        .sync()
        .channel()
        .closeFuture()
        .sync();
  }

  private static final class Connections extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel connection) {
      connection.pipeline().addLast(new Answers());
    }
  }

  /** Answers each request of one connection. */
  private static final class Answers extends ChannelInboundHandlerAdapter {
    private int endSeen; // the connection's event loop only

    @Override
    public void channelRead(ChannelHandlerContext connection, Object message) {
      ByteBuf bytes = (ByteBuf) message;
      while (bytes.isReadable()) {
        endSeen = Wire.endSeen(endSeen, bytes.readByte());
        if (endSeen == 4) {
          connection.write(ANSWER.duplicate(), connection.voidPromise());
        }
      }
      bytes.release();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext connection) {
      connection.flush();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext connection, Throwable failure) {
      connection.close(); // The client has gone in the middle of an exchange.
    }
  }
}
