package org.ouzel.engine.ring;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.ouzel.engine.pubsub.ChannelMessage;
import org.ouzel.engine.pubsub.SubscriptionKind;
import org.ouzel.engine.pubsub.Subscriptions;
import org.ouzel.engine.session.Session;
import org.ouzel.engine.store.ScopedKeyMap;
import org.ouzel.protocol.GlobPattern;
import org.ouzel.protocol.NativeBuffer;
import org.ouzel.protocol.NativeMemory;
import org.ouzel.protocol.ReplyWriter;
import org.slf4j.LoggerFactory;

/**
 * Which sessions of one IO loop listen to what, as of the slot that the loop's replies have got to; and how they get a
 * message: written once, its bytes copied to the output of each. The loop's thread.
 */
final class Listeners implements AutoCloseable {
    private static final FailureLog FAILURES = new FailureLog(LoggerFactory.getLogger(Listeners.class));
    private static final int INLINE_BYTES = 256;
    private static final int KEPT_BYTES = 64 * 1024;
    private static final String INVALIDATE = "invalidate";
    private static final String INVALIDATE_CHANNEL = "__redis__:invalidate";
    private static final String BROKEN_REDIRECT = "tracking-redir-broken";
    private static final byte PUSH_MARKER = '>';
    private static final byte ARRAY_MARKER = '*';

    private final ScopedKeyMap<List<Session>> channels = new ScopedKeyMap<>();
    private final Map<Integer, TreeMap<byte[], PatternListeners>> patterns = new HashMap<>();
    private final NativeBuffer frame = new NativeBuffer(INLINE_BYTES, KEPT_BYTES);
    private final ReplyWriter writer = new ReplyWriter();
    private final Consumer<Session> onWritten;

    /** @param onWritten is told of each session that was written to */
    Listeners(final Consumer<Session> onWritten) {
        this.onWritten = onWritten;
    }

    void add(final Session session, final SubscriptionKind kind, final byte[] name) {
        if (kind == SubscriptionKind.PATTERN) {
            patterns.computeIfAbsent(session.subscriptions().namespace(), ignored -> new TreeMap<>(Arrays::compare))
                .computeIfAbsent(name, PatternListeners::new).sessions.add(session);
            return;
        }
        final long scope = kind.scope(session.subscriptions().namespace());
        List<Session> sessions = channels.get(scope, name);
        if (sessions == null) {
            sessions = new ArrayList<>(1);
            channels.put(scope, name, sessions);
        }
        sessions.add(session);
    }

    void remove(final Session session, final SubscriptionKind kind, final byte[] name) {
        if (kind == SubscriptionKind.PATTERN) {
            final TreeMap<byte[], PatternListeners> own = patterns.get(session.subscriptions().namespace());
            final PatternListeners listeners = own == null ? null : own.get(name);
            if (listeners != null && isEmptyWithout(listeners.sessions, session)) {
                own.remove(name);
            }
            return;
        }
        final long scope = kind.scope(session.subscriptions().namespace());
        final List<Session> sessions = channels.get(scope, name);
        if (sessions != null && isEmptyWithout(sessions, session)) {
            channels.remove(scope, name);
        }
    }

    /** Forgets a session that has gone. */
    void removeAll(final Session session) {
        final Subscriptions subscriptions = session.subscriptions();
        for (final SubscriptionKind kind : SubscriptionKind.values()) {
            for (final byte[] name : subscriptions.names(kind)) {
                remove(session, kind, name);
            }
        }
    }

    /** Hands a message to all who listen. */
    void send(final ChannelMessage message) {
        final SubscriptionKind kind = message.isShardChannel() ? SubscriptionKind.SHARD_CHANNEL
            : SubscriptionKind.CHANNEL;
        final List<Session> sessions = channels.get(kind.scope(message.namespace()), message.channel());
        if (sessions != null) {
            begin(3).bulk(kind.message());
            writer.bulk(message.channel());
            writer.bulk(message.payload());
            sendFrame(message.namespace(), sessions);
        }
        final TreeMap<byte[], PatternListeners> own =
            message.isShardChannel() ? null : patterns.get(message.namespace());
        if (own != null) {
            for (final PatternListeners each : own.values()) {
                if (each.pattern.matches(message.channel())) {
                    begin(4).bulk(SubscriptionKind.PATTERN.message());
                    writer.bulk(each.name);
                    writer.bulk(message.channel());
                    writer.bulk(message.payload());
                    sendFrame(message.namespace(), each.sessions);
                }
            }
        }
        frame.reset();
        message.done();
    }

    /** Tells a session, in RESP2 as a message to those it listens to, that a key (with null: all) may have changed. */
    void invalidate(final Session session, final byte[] key) {
        if (session.isWireResp3()) {
            begin(2).bulk(INVALIDATE);
        } else if (session.isSubscribed()) {
            begin(3).bulk(SubscriptionKind.CHANNEL.message());
            writer.bulk(INVALIDATE_CHANNEL);
        } else {
            return;
        }
        if (key != null) {
            writer.array(1);
            writer.bulk(key);
        } else {
            writer.wrap(frame, session.isWireResp3()).nilArray();
        }
        sendFrame(session.namespace(), List.of(session));
    }

    /** Tells a session that nobody hears its invalidations any more. */
    void tellBrokenRedirect(final Session session) {
        if (session.isWireResp3()) {
            begin(2).bulk(BROKEN_REDIRECT);
            writer.integer(session.tracking() == null ? 0 : session.tracking().redirectId());
            sendFrame(session.namespace(), List.of(session));
        }
    }

    @Override
    public void close() {
        frame.close();
    }

    private ReplyWriter begin(final int elementCount) {
        frame.reset();
        writer.wrap(frame, true).push(elementCount);
        return writer;
    }

    /** What is a push in RESP3 is an array in RESP2, which differs in the first byte. */
    private void sendFrame(final int namespace, final List<Session> sessions) {
        final long address = frame.address();
        final int length = frame.length();
        for (int i = 0; i < sessions.size(); i++) {
            final Session session = sessions.get(i);
            if (session.namespace() != namespace) {
                // Has become a user of another namespace since it began to listen.
                continue;
            }
            NativeMemory.putByte(address, session.isWireResp3() ? PUSH_MARKER : ARRAY_MARKER);
            try {
                session.sink().write(address, length);
                onWritten.accept(session);
            } catch (final RuntimeException | Error e) {
                FAILURES.log("message lost, its receiver is closed", e);
                session.sink().close();
            }
        }
    }

    private static boolean isEmptyWithout(final List<Session> sessions, final Session removed) {
        // Who came last often goes first, and order means nothing here.
        final int index = sessions.lastIndexOf(removed);
        if (index >= 0) {
            final Session last = sessions.remove(sessions.size() - 1);
            if (index < sessions.size()) {
                sessions.set(index, last);
            }
        }
        return sessions.isEmpty();
    }

    /** A pattern and who listens to what it matches. */
    private static final class PatternListeners {
        private final byte[] name;
        private final GlobPattern pattern;
        private final List<Session> sessions = new ArrayList<>(1);

        PatternListeners(final byte[] name) {
            this.name = name;
            this.pattern = GlobPattern.of(new String(name, StandardCharsets.ISO_8859_1));
        }
    }
}
