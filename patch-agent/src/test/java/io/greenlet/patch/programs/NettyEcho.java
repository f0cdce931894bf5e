package io.greenlet.patch.programs;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A server of several threads that wait for events in a native method, and its clients. */
public final class NettyEcho {
  private static final int CLIENTS = 10;
  private static final int BYTES = 100;

  private NettyEcho() {}

  @Sharable
  private static final class Echo extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext connection, Object message) {
      connection.writeAndFlush(message);
    }
  }

  public static void main(String[] args) throws InterruptedException {
    EventLoopGroup loops = new MultiThreadIoEventLoopGroup(3, EpollIoHandler.newFactory());
    Channel server =
        new ServerBootstrap()
            .group(loops)
            .channel(EpollServerSocketChannel.class)
            .childHandler(new Echo())
            .bind("127.0.0.1", 0)
            .sync()
            .channel();
    int port = ((InetSocketAddress) server.localAddress()).getPort();
    AtomicInteger echoes = new AtomicInteger();
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(new Thread(() -> echo(port, echoes)));
    }
    clients.forEach(Thread::start);
    for (Thread client : clients) {
      client.join();
    }
    System.out.println("echoes: " + echoes);
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    System.out.println("ended");
  }

  private static void echo(int port, AtomicInteger echoes) {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      for (int i = 0; i < BYTES; i++) {
        socket.getOutputStream().write(i);
        if (socket.getInputStream().read() == i) {
          echoes.incrementAndGet();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
