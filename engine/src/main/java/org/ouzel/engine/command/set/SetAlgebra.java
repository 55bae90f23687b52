package org.ouzel.engine.command.set;

import static org.ouzel.engine.store.SegmentedIndex.NONE;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.CommandHandler;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.observe.KeyEvent;
import org.ouzel.engine.type.SetValue;

/**
 * SINTER, SUNION, SDIFF: {@code key...}, a set; SINTERSTORE, SUNIONSTORE, SDIFFSTORE: {@code destination key...}, the
 * number of members stored; SINTERCARD: {@code numkeys key... [LIMIT limit]}, a number.
 *
 * <p>A missing key is an empty set. Keys may live on several shards; the result is made in the destination's.
 */
final class SetAlgebra implements CommandHandler {
    private final Operation operation;
    private final boolean isStored;

    private SetAlgebra(final Operation operation, final boolean isStored) {
        this.operation = operation;
        this.isStored = isStored;
    }

    static void bind(final HandlerBindings bindings) {
        bindings.bind("sinter", new SetAlgebra(SetAlgebra::intersect, false));
        bindings.bind("sunion", new SetAlgebra(SetAlgebra::unite, false));
        bindings.bind("sdiff", new SetAlgebra(SetAlgebra::subtract, false));
        bindings.bind("sinterstore", new SetAlgebra(SetAlgebra::intersect, true));
        bindings.bind("sunionstore", new SetAlgebra(SetAlgebra::unite, true));
        bindings.bind("sdiffstore", new SetAlgebra(SetAlgebra::subtract, true));
        bindings.bind("sintercard", SetAlgebra::countIntersection);
    }

    @Override
    public void execute(final CommandContext context) {
        final int firstKey = isStored ? 2 : 1;
        final int count = context.argCount() - firstKey;
        final Sets sets = Sets.of(context);
        if (!bindAll(context, sets, firstKey, count)) {
            return;
        }
        if (isStored) {
            final StoredMembers result = new StoredMembers(context.databaseFor(1).keyspace());
            operation.run(sets, count, result);
            store(context, sets, count, result);
        } else {
            final ShownMembers result = new ShownMembers(context, sets.buffer());
            operation.run(sets, count, result);
            result.reply(context.reply());
        }
    }

    private static boolean bindAll(final CommandContext context, final Sets sets, final int firstKey,
        final int count) {
        for (int i = 0; i < count; i++) {
            if (sets.bind(context, i, firstKey + i, context.lookupRead(firstKey + i)) == null) {
                return false;
            }
        }
        return true;
    }

    private static void store(final CommandContext context, final Sets sets, final int index,
        final StoredMembers result) {
        final long old = context.peek(1);
        final long count = result.count();
        final SetValue target = sets.bindAny(context, index, 1, old);
        if (count > 0) {
            result.putUnder(target);
            context.notify(KeyEvent.ofStoring(context.spec().name()), 1);
            context.changed();
        } else {
            result.discard();
            if (old != NONE) {
                target.delete();
                context.notify(KeyEvent.DEL, 1);
                context.changed();
            }
        }
        context.reply().integer(count);
    }

    /** Takes the members that the smallest set and all others have. */
    private static void intersect(final Sets sets, final int count, final MemberSink result) {
        sets.sortByCount(count);
        final SetValue smallest = sets.value(0);
        smallest.rewind();
        while (smallest.next()) {
            final int length = smallest.read();
            if (isInAll(sets, 1, count, smallest.address(), length) && !result.take(smallest, length)) {
                return;
            }
        }
    }

    private static boolean isInAll(final Sets sets, final int from, final int to, final long address,
        final int length) {
        for (int i = from; i < to; i++) {
            if (!sets.value(i).contains(address, length)) {
                return false;
            }
        }
        return true;
    }

    private static void subtract(final Sets sets, final int count, final MemberSink result) {
        final SetValue first = sets.value(0);
        first.rewind();
        while (first.next()) {
            final int length = first.read();
            if (!isInAny(sets, 1, count, first.address(), length)) {
                result.take(first, length);
            }
        }
    }

    private static boolean isInAny(final Sets sets, final int from, final int to, final long address,
        final int length) {
        for (int i = from; i < to; i++) {
            if (sets.value(i).contains(address, length)) {
                return true;
            }
        }
        return false;
    }

    /** Takes the members of each set that none before it has. */
    private static void unite(final Sets sets, final int count, final MemberSink result) {
        for (int i = 0; i < count; i++) {
            final SetValue set = sets.value(i);
            set.rewind();
            while (set.next()) {
                final int length = set.read();
                if (!isInAny(sets, 0, i, set.address(), length)) {
                    result.take(set, length);
                }
            }
        }
    }

    private static void countIntersection(final CommandContext context) {
        if (!context.isLong(1) || context.parsedLong() < 1) {
            context.reply().error("ERR numkeys should be greater than 0");
            return;
        }
        final long count = context.parsedLong();
        if (count > context.argCount() - 2) {
            context.reply().error("ERR Number of keys can't be greater than number of args");
            return;
        }
        final long limit = limit(context, (int) count + 2);
        final Sets sets = Sets.of(context);
        if (limit >= 0 && bindAll(context, sets, 2, (int) count)) {
            final CountedMembers result = new CountedMembers(limit);
            intersect(sets, (int) count, result);
            context.reply().integer(result.count());
        }
    }

    /** Returns the limit, 0 for none; answers the client and returns -1 where the options make no sense. */
    private static long limit(final CommandContext context, final int firstArg) {
        long limit = 0;
        for (int i = firstArg; i < context.argCount(); i += 2) {
            if (i + 1 == context.argCount() || !context.argIs(i, "limit")) {
                context.syntaxError();
                return -1;
            }
            if (!context.isLong(i + 1) || context.parsedLong() < 0) {
                context.reply().error("ERR LIMIT can't be negative");
                return -1;
            }
            limit = context.parsedLong();
        }
        return limit;
    }

    /** One of the three. */
    @FunctionalInterface
    private interface Operation {
        void run(Sets sets, int count, MemberSink result);
    }
}
