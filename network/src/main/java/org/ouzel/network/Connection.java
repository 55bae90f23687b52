package org.ouzel.network;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.ouzel.engine.ring.CommandIngress;
import org.ouzel.engine.session.Session;
import org.ouzel.engine.settings.ClientClass;
import org.ouzel.engine.settings.OutputBufferLimit;
import org.ouzel.engine.settings.SettingsTable;
import org.ouzel.engine.spi.AccessControl;
import org.ouzel.engine.spi.ReplySink;
import org.ouzel.protocol.DecodeState;
import org.ouzel.protocol.DecodedRequests;
import org.ouzel.protocol.NativeMemory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's socket: bytes in are decoded and handed to the ring, replies out of the ring are gathered and sent.
 *
 * <p>Bytes of an unfinished request, and requests that the ring can't take yet, stay in {@link UnreadBytes}; while
 * there are complete requests among them, nothing more is read. Only the thread of the connection's loop.
 */
final class Connection extends ChannelInboundHandlerAdapter implements ReplySink {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final int MAX_DECODED = 256;
    private static final int MIN_OUTPUT_BYTES = 256;
    private static final int MAX_EXPECTED_OUTPUT_BYTES = 16 * 1024;
    private static final int MAX_GATHERED_BYTES = 256 * 1024;
    private static final int MIN_HANDED_OVER_BYTES = 32 * 1024;
    private static final int MAX_HELD_BYTES = 256 * 1024;
    private static final long MS_PER_SECOND = 1000;

    private boolean isWaiting;
    private boolean isGoingOn;
    private boolean isClosing;
    private boolean isReadingEnded;
    private boolean hasInputEnded;
    private int expectedOutputBytes = MIN_OUTPUT_BYTES;
    private long softLimitSinceMs;
    private ByteBuf output;
    private DirectSocket direct;
    private ChannelHandlerContext context;
    private Session session;
    private final UnreadBytes unread = new UnreadBytes();
    private final DecodeState decodeState = new DecodeState();
    private final LoopDriver driver;

    Connection(final LoopDriver driver) {
        this.driver = driver;
    }

    Session session() {
        return session;
    }

    @Override
    public void handlerAdded(final ChannelHandlerContext newContext) {
        context = newContext;
    }

    @Override
    public void channelActive(final ChannelHandlerContext newContext) {
        final Channel channel = newContext.channel();
        driver.beginCycle();
        final String localAddress = PeerText.of(channel.localAddress());
        final boolean isDomain = !(channel.localAddress() instanceof InetSocketAddress);
        session = new Session(driver.server().sessions().newId(), driver.engine().index(), 0,
            driver.engine().ingress().nowMs(), isDomain ? localAddress : PeerText.of(channel.remoteAddress()),
            localAddress, this);
        driver.server().access().welcome(session);
        driver.server().sessions().add(session);
        driver.add(this);
        direct = DirectSocket.of(newContext);
    }

    @Override
    public void channelInactive(final ChannelHandlerContext newContext) {
        if (session == null || session.isClosed()) {
            return;
        }
        session.markClosed();
        isClosing = true;
        driver.server().sessions().remove(session);
        driver.remove(this);
        unread.clear();
        if (output != null) {
            output.release();
            output = null;
        }
    }

    @Override
    public void channelRead(final ChannelHandlerContext newContext, final Object message) {
        final ByteBuf bytes = addressable((ByteBuf) message);
        try {
            if (isClosing || session == null) {
                return;
            }
            driver.beginCycle();
            session.addInputBytes(bytes.readableBytes());
            driver.engine().statistics().countRead(bytes.readableBytes());
            final long address = bytes.memoryAddress() + bytes.readerIndex();
            if (unread.isEmpty()) {
                final int consumed = consume(address, bytes.readableBytes(), false);
                if (consumed < bytes.readableBytes() && !isClosing) {
                    unread.append(address + consumed, bytes.readableBytes() - consumed, decodeState.missingBytes());
                }
            } else {
                unread.append(address, bytes.readableBytes(), decodeState.missingBytes());
                consumeUnread();
            }
            final long queuedBytes = session.transaction() == null ? 0 : session.transaction().byteCount();
            final long heldBytes = unread.length() + queuedBytes;
            if (heldBytes > driver.server().settings().getLong(SettingsTable.CLIENT_QUERY_BUFFER_LIMIT)) {
                LOG.warn("closing client that reached the query buffer limit: peer={} bytes={}",
                    session.peerAddress(), heldBytes);
                driver.engine().statistics().countQueryLimit();
                closeNow();
            } else if (session.isHeld() && unread.length() >= MAX_HELD_BYTES) {
                // Up to here it is read from, since that is how the end of a client that waits is noticed.
                context.channel().config().setAutoRead(false);
            }
        } finally {
            bytes.release();
        }
    }

    /** Bytes out of TLS may lie on the heap. */
    private ByteBuf addressable(final ByteBuf bytes) {
        if (bytes.hasMemoryAddress()) {
            return bytes;
        }
        final ByteBuf copy = context.alloc().directBuffer(bytes.readableBytes()).writeBytes(bytes);
        bytes.release();
        return copy;
    }

    /** The client has shut down its sending side: what it asked for so far is still answered, as Redis does. */
    @Override
    public void userEventTriggered(final ChannelHandlerContext newContext, final Object event) {
        if (event instanceof SslHandshakeCompletionEvent && ((SslHandshakeCompletionEvent) event).isSuccess()) {
            enterByCertificate();
        } else if (event instanceof ChannelInputShutdownEvent && !isClosing && session != null) {
            driver.beginCycle();
            isReadingEnded = true;
            hasInputEnded = true;
            endInputUnlessHeld();
        }
    }

    /** Nothing has been asked for yet: who the client is is known from its first request on. */
    private void enterByCertificate() {
        if (isClosing || session == null
            || !"cn".equals(driver.server().settings().getText(SettingsTable.TLS_AUTH_CLIENTS_USER))) {
            return;
        }
        final String name =
            ClientCertificate.commonName(context.pipeline().get(SslHandler.class).engine().getSession());
        driver.beginCycle();
        final AccessControl access = driver.server().access();
        if (name == null || !access.welcomeCertified(session, name, driver.engine().ingress().nowMs())) {
            final String refusal = access.refusalOfNewcomer(true);
            if (refusal != null) {
                driver.server().sessions().countRejected();
                isClosing = true;
                context.writeAndFlush(Unpooled.wrappedBuffer(('-' + refusal + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII))).addListener(ChannelFutureListener.CLOSE);
            }
        }
    }

    @Override
    public void exceptionCaught(final ChannelHandlerContext newContext, final Throwable cause) {
        if (!(cause instanceof IOException) && !(cause.getCause() instanceof IOException)) {
            LOG.warn("closing client after an unexpected failure: peer={}",
                session == null ? "?" : session.peerAddress(), cause);
        }
        newContext.close();
    }

    /** Goes on with requests that had to wait, if any. */
    void goOn() {
        isWaiting = false;
        if (isClosing) {
            return;
        }
        consumeUnread();
        if (hasInputEnded && !isClosing) {
            endInputUnlessHeld();
        } else if (!isWaiting && !isReadingEnded
            && (!session.isHeld() || unread.length() < MAX_HELD_BYTES && session.isAuthenticated())) {
            context.channel().config().setAutoRead(true);
        }
    }

    /** Drops the connection if it has been idle, or above its soft output limit, for too long. */
    void sweep(final long nowMs) {
        if (isClosing) {
            return;
        }
        final long timeoutSeconds = driver.server().settings().getLong(SettingsTable.TIMEOUT);
        if (timeoutSeconds > 0 && !session.isHeld() && !session.isMonitor() && !session.isSubscribed()
            && nowMs - session.lastCommandMs() > timeoutSeconds * MS_PER_SECOND) {
            LOG.debug("closing idle client: peer={}", session.peerAddress());
            closeNow();
            return;
        }
        if (isLoginOverdue(nowMs)) {
            LOG.debug("closing client that doesn't log in: peer={}", session.peerAddress());
            closeNow();
            return;
        }
        checkOutputLimits(nowMs);
    }

    private boolean isLoginOverdue(final long nowMs) {
        final long timeoutSeconds = driver.server().settings().getLong(SettingsTable.AUTH_TIMEOUT);
        return timeoutSeconds > 0 && !session.isAuthenticated() && !driver.server().access().isDefaultOpen()
            && nowMs - session.connectedMs() > timeoutSeconds * MS_PER_SECOND;
    }

    void endReading() {
        isReadingEnded = true;
        context.channel().config().setAutoRead(false);
    }

    @Override
    public void write(final long address, final int length) {
        if (isClosing) {
            return;
        }
        final ByteBuf target = outputFor(length);
        final int index = target.writerIndex();
        NativeMemory.copy(address, target.memoryAddress() + index, length);
        target.writerIndex(index + length);
        sendIfMuch(target);
    }

    @Override
    public void write(final byte[] bytes) {
        if (!isClosing) {
            sendIfMuch(outputFor(bytes.length).writeBytes(bytes));
        }
    }

    @Override
    public void flush() {
        final ByteBuf ready = output;
        if (ready == null) {
            return;
        }
        output = null;
        final int length = ready.readableBytes();
        session.addOutputBytes(length);
        driver.engine().statistics().countWrite(length);
        expectedOutputBytes = Math.min(MAX_EXPECTED_OUTPUT_BYTES, Math.max(MIN_OUTPUT_BYTES, length));
        if (isClosing) {
            context.writeAndFlush(ready).addListener(ChannelFutureListener.CLOSE);
            return;
        }
        if (direct != null) {
            direct.send(ready);
            if (!ready.isReadable()) {
                driver.outputBuffers().give(ready);
                return;
            }
        }
        context.writeAndFlush(ready, context.voidPromise());
        if (!context.channel().isWritable()) {
            checkOutputLimits(driver.engine().ingress().nowMs());
        }
    }

    @Override
    public void resume() {
        if (!isWaiting && (!unread.isEmpty() || hasInputEnded)) {
            waitForRoom();
        } else if (!isClosing && !isReadingEnded) {
            context.channel().config().setAutoRead(true);
        }
    }

    @Override
    public void close() {
        if (isClosing) {
            return;
        }
        isClosing = true;
        unread.clear();
        if (output == null) {
            context.close();
        }
    }

    @Override
    public long outputBytes() {
        final ByteBuf waiting = output;
        return (waiting == null ? 0 : waiting.readableBytes()) + pendingBytes();
    }

    @Override
    public long queryBytes() {
        return unread.length();
    }

    private void consumeUnread() {
        if (isGoingOn || unread.isEmpty()) {
            return;
        }
        isGoingOn = true;
        final int consumed = consume(unread.address(), unread.length(), true);
        unread.drop(consumed);
        isGoingOn = false;
    }

    /** Decodes and hands on what can be; returns how many bytes are done with. */
    private int consume(final long address, final int length, final boolean isUnread) {
        int position = 0;
        while (position < length && !isClosing) {
            if (session.isHeld() && !session.isAuthenticated()) {
                context.channel().config().setAutoRead(false);
                return position;
            }
            // What may follow a password depends on whether it was the right one.
            final int consumed = driver.decoder().decode(address + position, length - position, decodeState,
                driver.limits(session.isAuthenticated()), session.isAuthenticated() ? MAX_DECODED : 1);
            final DecodedRequests requests = driver.decoder().requests();
            final int count = requests.count();
            final boolean isHandOver = isUnread && count == 1 && position == 0 && consumed == length
                && length >= MIN_HANDED_OVER_BYTES && requests.start(0) == 0;
            final int taken = submitAll(address + position, requests, isHandOver);
            if (taken < count) {
                decodeState.reset();
                return position + startOf(requests, taken);
            }
            position += consumed;
            if (requests.error() != null) {
                endWith(requests.error());
                return length;
            }
            if (count == 0) {
                return position;
            }
        }
        return position;
    }

    private static int startOf(final DecodedRequests requests, final int index) {
        int record = 0;
        for (int i = 0; i < index; i++) {
            record = requests.next(record);
        }
        return requests.start(record);
    }

    /** Hands requests on in order, making room where the ring is full; returns how many were taken. */
    private int submitAll(final long base, final DecodedRequests requests, final boolean isHandOver) {
        final CommandIngress ingress = driver.engine().ingress();
        final int count = requests.count();
        int submitted = 0;
        int record = 0;
        // Making room may deliver what closes this connection, and its unread bytes are gone then.
        while (submitted < count && !isClosing) {
            final long ownedBytes = isHandOver ? unread.capacity() : 0;
            final int taken = ingress.submit(session, base, requests, record, count - submitted, ownedBytes);
            if (taken > 0) {
                driver.published();
                if (isHandOver) {
                    unread.handOver();
                }
                submitted += taken;
                for (int i = 0; i < taken && submitted < count; i++) {
                    record = requests.next(record);
                }
            } else if (session.shouldCloseAfterReply()) {
                return count;
            } else if (session.isHeld()) {
                return submitted;
            } else if (ingress.isPaused() || !driver.makeRoom()) {
                waitForRoom();
                return submitted;
            }
        }
        return submitted;
    }

    private void waitForRoom() {
        context.channel().config().setAutoRead(false);
        if (!isWaiting) {
            isWaiting = true;
            driver.goOnLater(this);
        }
    }

    /** Who waits has nobody left to wait for; what else holds a session back ends soon, and {@link #resume()} comes. */
    private void endInputUnlessHeld() {
        if (!session.isHeld()) {
            if (!isWaiting) {
                endInput();
            }
        } else if (session.lastCommand() != null && session.lastCommand().isBlocking()) {
            closeNow();
        }
    }

    private void endInput() {
        boolean isTaken = session.shouldCloseAfterReply();
        while (!isTaken) {
            isTaken = driver.engine().ingress().submitEndOfInput(session);
            if (!isTaken && !driver.makeRoom()) {
                waitForRoom();
                return;
            }
        }
        driver.published();
    }

    private void endWith(final String protocolError) {
        LOG.debug("protocol error from client: peer={} error={}", session.peerAddress(), protocolError);
        boolean isTaken = driver.engine().ingress().submitProtocolError(session, protocolError);
        while (!isTaken && driver.makeRoom()) {
            isTaken = driver.engine().ingress().submitProtocolError(session, protocolError);
        }
        if (isTaken) {
            driver.published();
            context.channel().config().setAutoRead(false);
        } else {
            closeNow();
        }
    }

    /** A long batch of big replies goes out in parts, so that the output limits see it grow. */
    private void sendIfMuch(final ByteBuf gathered) {
        if (gathered.readableBytes() >= MAX_GATHERED_BYTES && !isClosing) {
            flush();
        }
    }

    private ByteBuf outputFor(final int length) {
        if (output == null) {
            output = driver.outputBuffers().take(Math.max(expectedOutputBytes, length));
        } else if (output.writableBytes() < length) {
            output.ensureWritable(length);
        }
        return output;
    }

    private long pendingBytes() {
        return context.channel().bytesBeforeWritable() == 0 ? 0 : totalPendingBytes();
    }

    private long totalPendingBytes() {
        final var buffer = context.channel().unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }

    private void checkOutputLimits(final long nowMs) {
        final long pendingBytes = totalPendingBytes();
        // Unlike in Redis, a monitor that doesn't read is cut off as a subscriber would be, not buffered without end.
        final OutputBufferLimit limit = driver.server().settings().getOutputBufferLimits()
            .of(session.isMonitor() || session.isSubscribed() ? ClientClass.PUBSUB : ClientClass.NORMAL);
        final boolean isAboveSoft = limit.softBytes() > 0 && pendingBytes > limit.softBytes();
        if (!isAboveSoft) {
            softLimitSinceMs = 0;
        } else if (softLimitSinceMs == 0) {
            softLimitSinceMs = nowMs;
        }
        final boolean isOverdue = isAboveSoft && nowMs - softLimitSinceMs >= limit.softSeconds() * MS_PER_SECOND;
        if (limit.hardBytes() > 0 && pendingBytes > limit.hardBytes() || isOverdue) {
            LOG.warn("closing client above its output buffer limit: peer={} bytes={}", session.peerAddress(),
                pendingBytes);
            driver.engine().statistics().countOutputLimit();
            closeNow();
        }
    }

    private void closeNow() {
        isClosing = true;
        unread.clear();
        context.close();
    }
}
