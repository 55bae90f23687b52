package org.ouzel.engine.command.pubsub;

import java.util.List;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.pubsub.SubscriptionKind;
import org.ouzel.engine.pubsub.Subscriptions;
import org.ouzel.engine.ring.Delivery;
import org.ouzel.engine.session.Session;
import org.ouzel.protocol.NativeBuffer;

/**
 * How sessions begin and cease to listen. Holds all shards, and the session hands nothing on meanwhile.
 *
 * <p>Each name is confirmed by a push of its own: the word, the name, and how many subscriptions there are now.
 */
public final class Subscribing {
    private Subscribing() {
    }

    /** {@code name...}: a confirmation for each name, also of one that the session listens to already. */
    static void subscribe(final CommandContext context, final SubscriptionKind kind) {
        final Session session = context.session();
        // Pushes go out whatever CLIENT REPLY has chosen.
        context.event().setReplySuppressed(false);
        if (session.subscriptions().isEmpty()) {
            session.subscriptions().enter(context.event().namespace());
        }
        for (int i = 1; i < context.argCount(); i++) {
            final byte[] name = context.argBytes(i);
            if (session.subscriptions().add(kind, name)) {
                count(context, kind, name, 1);
                context.deliver(Delivery.of(session, kind, name, true));
            }
            session.noteSubscriptions();
            confirm(context, kind, kind.subscribed(), name);
        }
    }

    /** {@code [name...]}: a confirmation for each name; without names, for each that there was, or one with null. */
    static void unsubscribe(final CommandContext context, final SubscriptionKind kind) {
        context.event().setReplySuppressed(false);
        if (context.argCount() > 1) {
            for (int i = 1; i < context.argCount(); i++) {
                end(context, kind, context.argBytes(i));
                confirm(context, kind, kind.unsubscribed(), context.argBytes(i));
            }
            return;
        }
        final List<byte[]> names = context.session().subscriptions().names(kind);
        for (final byte[] name : names) {
            end(context, kind, name);
            confirm(context, kind, kind.unsubscribed(), name);
        }
        if (names.isEmpty()) {
            confirm(context, kind, kind.unsubscribed(), null);
        }
    }

    /** Ends all of the session's subscriptions without a word (RESET). */
    public static void unsubscribeAll(final CommandContext context) {
        for (final SubscriptionKind kind : SubscriptionKind.values()) {
            for (final byte[] name : context.session().subscriptions().names(kind)) {
                end(context, kind, name);
            }
        }
    }

    private static void end(final CommandContext context, final SubscriptionKind kind, final byte[] name) {
        if (context.session().subscriptions().remove(kind, name)) {
            count(context, kind, name, -1);
            context.deliver(Delivery.of(context.session(), kind, name, false));
            context.session().noteSubscriptions();
        }
    }

    private static void count(final CommandContext context, final SubscriptionKind kind, final byte[] name,
        final int delta) {
        final NativeBuffer scratch = context.scratch();
        scratch.putBytes(name);
        final int owner = context.server().shardOf(scratch.address(), scratch.length());
        for (int i = 0; i < context.server().shardCount(); i++) {
            context.server().shard(i).channels().addToAll(delta);
            if (kind == SubscriptionKind.PATTERN || i == owner) {
                context.server().shard(i).channels().add(context.session().subscriptions().namespace(), kind,
                    name, delta);
            }
        }
    }

    private static void confirm(final CommandContext context, final SubscriptionKind kind, final byte[] word,
        final byte[] name) {
        final Subscriptions subscriptions = context.session().subscriptions();
        context.reply().push(3);
        context.reply().bulk(word);
        if (name == null) {
            context.reply().nil();
        } else {
            context.reply().bulk(name);
        }
        context.reply().integer(subscriptions.countWith(kind));
    }
}
