package org.ouzel.engine.command.pubsub;

import java.util.List;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.CommandFamily;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.command.SubcommandHelp;
import org.ouzel.engine.pubsub.ChannelCounts;
import org.ouzel.engine.pubsub.ChannelMessage;
import org.ouzel.engine.pubsub.SubscriptionKind;
import org.ouzel.engine.ring.Delivery;

/** SUBSCRIBE, PSUBSCRIBE, SSUBSCRIBE and their opposites, PUBLISH, SPUBLISH, PUBSUB. */
public final class PubSubFamily implements CommandFamily {
    private static final int CHANNEL_ARG = 1;
    private static final int MESSAGE_ARG = 2;

    @Override
    public List<String> tables() {
        return List.of("pubsub");
    }

    @Override
    public void bind(final HandlerBindings bindings) {
        bindings.bind("subscribe", context -> Subscribing.subscribe(context, SubscriptionKind.CHANNEL));
        bindings.bind("psubscribe", context -> Subscribing.subscribe(context, SubscriptionKind.PATTERN));
        bindings.bind("ssubscribe", context -> Subscribing.subscribe(context, SubscriptionKind.SHARD_CHANNEL));
        bindings.bind("unsubscribe", context -> Subscribing.unsubscribe(context, SubscriptionKind.CHANNEL));
        bindings.bind("punsubscribe", context -> Subscribing.unsubscribe(context, SubscriptionKind.PATTERN));
        bindings.bind("sunsubscribe", context -> Subscribing.unsubscribe(context, SubscriptionKind.SHARD_CHANNEL));
        bindings.bind("publish", context -> publish(context, SubscriptionKind.CHANNEL));
        bindings.bind("spublish", context -> publish(context, SubscriptionKind.SHARD_CHANNEL));
        bindings.bind("pubsub|help", SubcommandHelp::execute);
        ListenerCounts.bind(bindings);
    }

    /** {@code channel message}: how many get the message. By the shard that owns the channel. */
    private static void publish(final CommandContext context, final SubscriptionKind kind) {
        final int namespace = context.event().namespace();
        final ChannelCounts counts = context.shard().channels();
        final long channel = context.argAddress(CHANNEL_ARG);
        final int length = context.argLength(CHANNEL_ARG);
        int receivers = 0;
        if (!counts.isEmpty()) {
            receivers = counts.count(namespace, kind, channel, length);
            if (kind == SubscriptionKind.CHANNEL) {
                receivers += counts.patternCount(namespace, channel, length);
            }
        }
        if (receivers > 0) {
            context.deliver(Delivery.of(new ChannelMessage(namespace, kind == SubscriptionKind.SHARD_CHANNEL,
                context.argBytes(CHANNEL_ARG), context.argBytes(MESSAGE_ARG), context.server().loopCount())));
        }
        context.reply().integer(receivers);
    }
}
