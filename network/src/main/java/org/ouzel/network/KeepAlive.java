package org.ouzel.network;

import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.uring.IoUringChannelOption;
import io.netty.channel.uring.IoUringSocketChannel;

/**
 * TCP keep-alive with the period that {@code tcp-keepalive} asks for: the first probe after it, the next ones after a
 * third of it, dead after three. The nio transport has only the system's own periods.
 */
final class KeepAlive {
    private static final int PROBE_COUNT = 3;

    private KeepAlive() {
    }

    static void apply(final Channel channel, final int seconds) {
        if (seconds == 0) {
            return;
        }
        final int intervalSeconds = Math.max(1, seconds / PROBE_COUNT);
        if (channel instanceof EpollSocketChannel) {
            channel.config().setOption(EpollChannelOption.TCP_KEEPIDLE, seconds);
            channel.config().setOption(EpollChannelOption.TCP_KEEPINTVL, intervalSeconds);
            channel.config().setOption(EpollChannelOption.TCP_KEEPCNT, PROBE_COUNT);
        } else if (channel instanceof IoUringSocketChannel) {
            channel.config().setOption(IoUringChannelOption.TCP_KEEPIDLE, seconds);
            channel.config().setOption(IoUringChannelOption.TCP_KEEPINTVL, intervalSeconds);
            channel.config().setOption(IoUringChannelOption.TCP_KEEPCNT, PROBE_COUNT);
        }
    }
}
