package org.ouzel.engine.command.pubsub;

import java.util.ArrayList;
import java.util.List;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.pubsub.SubscriptionKind;
import org.ouzel.protocol.GlobPattern;

/** PUBSUB CHANNELS, NUMSUB, NUMPAT, SHARDCHANNELS, SHARDNUMSUB: within the namespace. Holds all shards. */
final class ListenerCounts {
    private static final int FIRST_ARG = 2;

    private ListenerCounts() {
    }

    static void bind(final HandlerBindings bindings) {
        bindings.bind("pubsub|channels", context -> channels(context, SubscriptionKind.CHANNEL));
        bindings.bind("pubsub|shardchannels", context -> channels(context, SubscriptionKind.SHARD_CHANNEL));
        bindings.bind("pubsub|numsub", context -> listeners(context, SubscriptionKind.CHANNEL));
        bindings.bind("pubsub|shardnumsub", context -> listeners(context, SubscriptionKind.SHARD_CHANNEL));
        bindings.bind("pubsub|numpat", ListenerCounts::patterns);
    }

    /** {@code [pattern]}: the names of channels with listeners, in no order. */
    private static void channels(final CommandContext context, final SubscriptionKind kind) {
        if (context.argCount() > FIRST_ARG + 1) {
            context.reply().error(Errors.badSubcommand(context.argText(1), "PUBSUB"));
            return;
        }
        final GlobPattern pattern = context.argCount() == FIRST_ARG ? null
            : GlobPattern.of(context.argAddress(FIRST_ARG), context.argLength(FIRST_ARG));
        final List<byte[]> names = new ArrayList<>();
        for (int i = 0; i < context.server().shardCount(); i++) {
            context.server().shard(i).channels().forEachChannel(context.event().namespace(), kind, (name, count) -> {
                if (pattern == null || pattern.matches(name)) {
                    names.add(name);
                }
            });
        }
        context.reply().array(names.size());
        names.forEach(context.reply()::bulk);
    }

    /** {@code [channel...]}: each channel and how many listen to it by its name. */
    private static void listeners(final CommandContext context, final SubscriptionKind kind) {
        context.reply().array(2 * (context.argCount() - FIRST_ARG));
        for (int i = FIRST_ARG; i < context.argCount(); i++) {
            final long address = context.argAddress(i);
            final int length = context.argLength(i);
            context.reply().bulk(address, length);
            context.reply().integer(context.server().shard(context.server().shardOf(address, length)).channels()
                .count(context.event().namespace(), kind, address, length));
        }
    }

    private static void patterns(final CommandContext context) {
        context.reply().integer(context.shard().channels().distinctPatternCount(context.event().namespace()));
    }
}
