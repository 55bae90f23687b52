package org.ouzel.network.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One HTTP/1 connection: gathers a request, has it answered, and goes on with the next one then. A request must come,
 * and its response be taken, within a time; a body is taken in only as far as its path allows.
 */
final class HttpConnection extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);

    private boolean isAnswering;
    private boolean isDiscarding;
    private HttpRequest head;
    private Route route;
    private long mostBytes;
    private ByteArrayOutputStream body;
    private ScheduledFuture<?> deadline;
    private ChannelHandlerContext context;
    /** What was decoded behind a request that is still being answered. */
    private final ArrayDeque<HttpObject> later = new ArrayDeque<>();
    private final RouteTable routes;
    private final boolean isSecure;
    private final LongSupplier timeoutMs;

    HttpConnection(final RouteTable routes, final boolean isSecure, final LongSupplier timeoutMs) {
        this.routes = routes;
        this.isSecure = isSecure;
        this.timeoutMs = timeoutMs;
    }

    @Override
    public void handlerAdded(final ChannelHandlerContext newContext) {
        context = newContext;
        restartDeadline();
    }

    @Override
    public void channelInactive(final ChannelHandlerContext newContext) {
        deadline.cancel(false);
        later.forEach(ReferenceCountUtil::release);
        later.clear();
    }

    @Override
    public void channelRead(final ChannelHandlerContext newContext, final Object message) {
        later.add((HttpObject) message);
        goOn();
    }

    @Override
    public void exceptionCaught(final ChannelHandlerContext newContext, final Throwable cause) {
        if (!(cause instanceof IOException) && !(cause.getCause() instanceof IOException)) {
            LOG.debug("closing HTTP connection after a failure: peer={}", newContext.channel().remoteAddress(), cause);
        }
        newContext.close();
    }

    private void goOn() {
        while (!isAnswering && !later.isEmpty()) {
            final HttpObject part = later.remove();
            try {
                take(part);
            } finally {
                ReferenceCountUtil.release(part);
            }
        }
    }

    private void take(final HttpObject part) {
        if (isDiscarding) {
            if (part instanceof LastHttpContent) {
                context.close();
            }
            return;
        }
        if (part.decoderResult().isFailure()) {
            refuseMalformed(part.decoderResult());
            return;
        }
        if (part instanceof HttpRequest) {
            begin((HttpRequest) part);
        }
        if (part instanceof HttpContent && !isDiscarding) {
            append(((HttpContent) part).content());
            if (part instanceof LastHttpContent && !isDiscarding) {
                answer();
            }
        }
    }

    private void refuseMalformed(final DecoderResult result) {
        final HttpResponseStatus status = result.cause() instanceof TooLongHttpHeaderException
            ? HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
            : result.cause() instanceof TooLongHttpLineException ? HttpResponseStatus.REQUEST_URI_TOO_LONG
            : HttpResponseStatus.BAD_REQUEST;
        head = null;
        isDiscarding = true;
        send(WebResponse.error(status, "malformed request"), false).addListener(sent -> endOutput());
    }

    /** Leaves it to the client to close: a close with bytes unread would take the response with it. */
    private void endOutput() {
        if (!isSecure && context.channel() instanceof DuplexChannel) {
            ((DuplexChannel) context.channel()).shutdownOutput();
        } else {
            context.close();
        }
    }

    private void begin(final HttpRequest request) {
        restartDeadline();
        head = request;
        body = new ByteArrayOutputStream(0);
        final WebResponse refusal = routes.refusal(request);
        if (refusal != null) {
            refuse(refusal);
            return;
        }
        route = routes.find(request.uri());
        mostBytes = route.mostBytes().applyAsLong(requestOf());
        final String expectation = request.headers().get(HttpHeaderNames.EXPECT);
        if (HttpUtil.getContentLength(request, 0L) > mostBytes) {
            refuseBody();
        } else if (expectation != null && !HttpUtil.is100ContinueExpected(request)) {
            refuse(WebResponse.error(HttpResponseStatus.EXPECTATION_FAILED, "expectation not known"));
        } else if (expectation != null) {
            context.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE,
                Unpooled.EMPTY_BUFFER));
        }
    }

    private void append(final ByteBuf bytes) {
        if (body.size() + (long) bytes.readableBytes() > mostBytes) {
            refuseBody();
        } else if (bytes.isReadable()) {
            try {
                bytes.getBytes(bytes.readerIndex(), body, bytes.readableBytes());
            } catch (final IOException e) {
                throw new IllegalStateException("memory can be written to", e);
            }
        }
    }

    private void refuseBody() {
        refuse(WebResponse.error(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE,
            "the body is longer than " + mostBytes + " bytes"));
    }

    /**
     * Answers before the request has come in full. Where there is no more of it to come, the connection can go on;
     * else the rest is passed over.
     */
    private void refuse(final WebResponse response) {
        final boolean hasBody = HttpUtil.isTransferEncodingChunked(head) || HttpUtil.getContentLength(head, 0L) > 0;
        if (hasBody) {
            isDiscarding = true;
            send(response, false).addListener(sent -> endOutput());
        } else {
            route = Route.get(request -> CompletableFuture.completedFuture(response));
            mostBytes = 0;
        }
    }

    private WebRequest requestOf() {
        return new WebRequest(head.headers(), body.toByteArray(),
            new CommandGate.Addresses(context.channel().remoteAddress(), context.channel().localAddress()), isSecure);
    }

    private void answer() {
        isAnswering = true;
        context.channel().config().setAutoRead(false);
        deadline.cancel(false);
        answerOf(requestOf()).whenComplete((response, failure) -> {
            if (failure != null) {
                LOG.warn("HTTP request failed: path={}", head.uri(), failure);
            }
            final boolean isKept = HttpUtil.isKeepAlive(head);
            send(failure == null ? response
                : WebResponse.error(HttpResponseStatus.INTERNAL_SERVER_ERROR, "internal error"), isKept)
                .addListener(sent -> sent(isKept && sent.isSuccess()));
        });
    }

    private CompletionStage<WebResponse> answerOf(final WebRequest request) {
        try {
            return route.answer().apply(request);
        } catch (final RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private ChannelFuture send(final WebResponse response, final boolean isKept) {
        restartDeadline();
        final boolean isBodyless = head != null && head.method().equals(HttpMethod.HEAD);
        final DefaultFullHttpResponse message = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, response.status(),
            isBodyless ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(response.body()));
        SecurityHeaders.add(message.headers());
        message.headers().set(HttpHeaderNames.CONTENT_TYPE, response.contentType());
        response.headers().forEach(message.headers()::set);
        if (response.status().code() != HttpResponseStatus.NO_CONTENT.code()
            && response.status().code() != HttpResponseStatus.NOT_MODIFIED.code()) {
            HttpUtil.setContentLength(message, response.body().length);
        }
        HttpUtil.setKeepAlive(message, isKept);
        return context.writeAndFlush(message);
    }

    private void sent(final boolean isKept) {
        if (!isKept) {
            context.close();
            return;
        }
        isAnswering = false;
        head = null;
        route = null;
        body = null;
        restartDeadline();
        goOn();
        if (!isAnswering) {
            context.channel().config().setAutoRead(true);
        }
    }

    private void restartDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
        }
        if (!context.channel().isOpen()) {
            return;
        }
        deadline = context.executor().schedule(() -> {
            LOG.debug("closing HTTP connection that takes too long: peer={}", context.channel().remoteAddress());
            context.close();
        }, timeoutMs.getAsLong(), TimeUnit.MILLISECONDS);
    }
}
