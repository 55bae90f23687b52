package org.ouzel.network.model;

import java.util.List;

/**
 * Consumer groups. A consumer is made before it claims or reads, since Redis 7.0 and 7.2 differ in whether an empty
 * claim makes one; idle times are ignored. How far groups lag is compared on keys from which nothing is deleted: after
 * a deletion Redis 7.0 takes a group's own count for good where 7.2 doesn't (redis/redis#13337).
 */
final class StreamGroupCommands extends RecipeGenerator {
    private static final ReplyMatcher WITHOUT_IDLE = ReplyMatcher.ignoring("idle", "inactive");

    private static final ReplyMatcher WITHOUT_LAG =
        ReplyMatcher.ignoring("lag", "entries-read", "radix-tree-keys", "radix-tree-nodes");

    StreamGroupCommands() {
        super("stream-group", "xgroup");
        addGroups();
        addDelivery();
        addPending();
        addLag();
        add(10, dice -> Step.command("XADD", dice.key(), dice.between(1, 80) + "-" + dice.between(0, 9), "f",
            dice.word()).fixed());
        add(3, dice -> Step.command("XDEL", dice.key(), dice.times(1, 3, () -> StreamCommands.id(dice))));
        add(2, dice -> Step.command("XTRIM", dice.key(), "MAXLEN", dice.between(0, 10)));
        addKeyCommands();
        add(1, OtherTypes::create);
    }

    private void addGroups() {
        add(6, dice -> Step.command("XGROUP", dice.anyCase("CREATE"), dice.key(), group(dice),
            dice.oneOf("0", "$", "5-1", StreamCommands.id(dice)), dice.maybe(60, "MKSTREAM"),
            dice.maybe(20, "ENTRIESREAD", dice.between(-1, 20))));
        add(2, dice -> Step.command("XGROUP", "SETID", dice.key(), group(dice), dice.oneOf("0", "$", "10", "-", "+"),
            dice.maybe(20, "ENTRIESREAD", dice.between(-1, 20))));
        add(1, dice -> Step.command("XGROUP", "DESTROY", dice.key(), group(dice)));
        add(2, dice -> Step.command("XGROUP", "CREATECONSUMER", dice.key(), group(dice), consumer(dice)));
        add(1, dice -> Step.command("XGROUP", "DELCONSUMER", dice.key(), group(dice), consumer(dice)));
        add(2, dice -> Step.command("XINFO", "GROUPS", dice.key()).fixed().matching(WITHOUT_LAG));
        add(2, dice -> Step.command("XINFO", "CONSUMERS", dice.key(), group(dice)).fixed().matching(WITHOUT_IDLE));
        add(1, dice -> Step.command("XINFO", dice.oneOf("GROUPS", "CONSUMERS", "STREAM", "junk"),
            dice.maybe(50, dice.key())).fixed().matching(WITHOUT_LAG));
    }

    private void addDelivery() {
        addAll(10, dice -> onConsumer(dice, (key, group, consumer) -> Step.command("XREADGROUP", "GROUP", group,
            consumer, dice.maybe(60, "COUNT", dice.between(1, 5)), dice.maybe(20, "NOACK"), "STREAMS", key,
            dice.oneOf(">", ">", ">", "0", "5", "x")).fixed()));
        add(4, dice -> Step.command("XACK", dice.key(), group(dice), dice.times(1, 6, () -> StreamCommands.id(dice))));
        addAll(4, dice -> onConsumer(dice, (key, group, consumer) -> Step.command("XCLAIM", key, group, consumer, "0",
            dice.times(1, 5, () -> dice.between(1, 80) + "-" + dice.between(0, 9)), dice.someOf(70, "FORCE", "JUSTID",
            List.of("RETRYCOUNT", dice.between(0, 5)), List.of("LASTID", dice.between(1, 50) + "-1"),
            List.of(dice.oneOf("IDLE", "TIME"), dice.between(0, 5000)))).fixed()));
        addAll(3, dice -> onConsumer(dice, (key, group, consumer) -> Step.command("XAUTOCLAIM", key, group, consumer,
            "0", dice.oneOf("0", "0-0", "10", "-", "(5-1", "x"), dice.maybe(60, "COUNT", dice.between(1, 6)),
            dice.maybe(30, "JUSTID")).fixed()));
        add(1, dice -> Step.command("XREADGROUP", "GROUP", group(dice), consumer(dice), "STREAMS", dice.key()).fixed());
        addAll(1, dice -> onConsumer(dice, (key, group, consumer) -> Step.command("XREADGROUP", "GROUP", group,
            consumer, "BLOCK", dice.oneOf("1", "x", "-1"), "STREAMS", key, ">").fixed()));
        add(1, dice -> Step.command("XCLAIM", dice.key(), group(dice), consumer(dice), dice.oneOf("x", "-1", "0"),
            "x").fixed());
    }

    private void addPending() {
        add(3, dice -> Step.command("XPENDING", dice.key(), group(dice)));
        add(4, dice -> Step.command("XPENDING", dice.key(), group(dice), StreamCommands.bound(dice),
            StreamCommands.bound(dice), dice.between(0, 10), dice.maybe(40, consumer(dice))).fixed()
            .matching(ReplyMatcher.ignoringElement(2, 4)));
        add(1, dice -> Step.command("XPENDING", dice.key(), group(dice), "IDLE", dice.oneOf("0", "x", "-1"), "-", "+",
            dice.oneOf("5", "x")).fixed().matching(ReplyMatcher.ignoringElement(2, 4)));
        add(1, dice -> Step.command("XPENDING", dice.key(), group(dice), "IDLE", "100000000", "-", "+", "5").fixed()
            .matching(ReplyMatcher.ignoringElement(2, 4)));
    }

    private void addLag() {
        add(4, dice -> Step.command("XADD", lagKey(dice), dice.between(1, 80) + "-" + dice.between(0, 9), "f",
            dice.word()).fixed());
        add(2, dice -> Step.command("XGROUP", dice.oneOf("CREATE", "CREATE", "SETID"), lagKey(dice), group(dice),
            dice.oneOf("0", "$", "5-1", StreamCommands.id(dice)), dice.maybe(20, "ENTRIESREAD",
            dice.between(-2, 20))));
        addAll(4, dice -> onConsumer(lagKey(dice), dice, (key, group, consumer) -> Step.command("XREADGROUP", "GROUP",
            group, consumer, "COUNT", dice.between(1, 5), "STREAMS", key, ">").fixed()));
        add(4, dice -> Step.command("XINFO", "GROUPS", lagKey(dice)).fixed());
        add(1, dice -> Step.command("DEL", lagKey(dice)));
    }

    private static String lagKey(final Dice dice) {
        return "lag:" + dice.below(3);
    }

    private static List<Step> onConsumer(final Dice dice, final ConsumerStep step) {
        return onConsumer(dice.key(), dice, step);
    }

    private static List<Step> onConsumer(final String key, final Dice dice, final ConsumerStep step) {
        final String group = group(dice);
        final String consumer = consumer(dice);
        return List.of(Step.command("XGROUP", "CREATECONSUMER", key, group, consumer).fixed(),
            step.of(key, group, consumer).matching(WITHOUT_IDLE));
    }

    private static String group(final Dice dice) {
        return "g" + dice.below(3);
    }

    private static String consumer(final Dice dice) {
        return "c" + dice.below(3);
    }

    @FunctionalInterface
    private interface ConsumerStep {
        Step of(String key, String group, String consumer);
    }
}
