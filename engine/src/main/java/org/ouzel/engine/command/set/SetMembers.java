package org.ouzel.engine.command.set;

import static org.ouzel.engine.store.SegmentedIndex.NONE;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.observe.KeyEvent;
import org.ouzel.engine.type.SetValue;
import org.ouzel.protocol.NativeMemory;

/** SADD, SREM, SISMEMBER, SMISMEMBER, SCARD, SMEMBERS, SMOVE. */
final class SetMembers {
    private SetMembers() {
    }

    static void bind(final HandlerBindings bindings) {
        bindings.bind("sadd", SetMembers::add);
        bindings.bind("srem", SetMembers::remove);
        bindings.bind("sismember", SetMembers::isMember);
        bindings.bind("smismember", SetMembers::areMembers);
        bindings.bind("scard", SetMembers::count);
        bindings.bind("smembers", SetMembers::all);
        bindings.bind("smove", SetMembers::move);
    }

    /** {@code key member...}: the number of new members. */
    private static void add(final CommandContext context) {
        final SetValue set = Sets.forWriting(context);
        if (set == null) {
            return;
        }
        set.expect(context.argAddress(2), context.argLength(2), context.argCount() - 2);
        int newCount = 0;
        for (int i = 2; i < context.argCount(); i++) {
            if (set.add(context.argAddress(i), context.argLength(i))) {
                newCount++;
            }
        }
        if (newCount > 0) {
            context.changed();
            context.notify(KeyEvent.SADD, 1);
        }
        context.reply().integer(newCount);
    }

    /** {@code key member...}: the number of members that were there. */
    private static void remove(final CommandContext context) {
        final SetValue set = Sets.forWriting(context);
        if (set == null) {
            return;
        }
        int count = 0;
        for (int i = 2; i < context.argCount() && set.exists(); i++) {
            if (set.remove(context.argAddress(i), context.argLength(i))) {
                count++;
            }
        }
        if (count > 0) {
            context.changed();
            context.notify(KeyEvent.SREM, 1, !set.exists());
        }
        context.reply().integer(count);
    }

    private static void isMember(final CommandContext context) {
        final SetValue set = Sets.forReading(context);
        if (set != null) {
            context.reply().integer(set.contains(context.argAddress(2), context.argLength(2)) ? 1 : 0);
        }
    }

    private static void areMembers(final CommandContext context) {
        final SetValue set = Sets.forReading(context);
        if (set == null) {
            return;
        }
        context.reply().array(context.argCount() - 2);
        for (int i = 2; i < context.argCount(); i++) {
            context.reply().integer(set.contains(context.argAddress(i), context.argLength(i)) ? 1 : 0);
        }
    }

    private static void count(final CommandContext context) {
        final SetValue set = Sets.forReading(context);
        if (set != null) {
            context.reply().integer(set.count());
        }
    }

    private static void all(final CommandContext context) {
        final SetValue set = Sets.forReading(context);
        if (set != null) {
            replyAll(context, set);
        }
    }

    /** Writes all members as a set. */
    static void replyAll(final CommandContext context, final SetValue set) {
        context.reply().set((int) set.count());
        set.rewind();
        while (set.next()) {
            set.reply(context.reply());
        }
    }

    /** {@code source destination member}: 1, or 0 where the source doesn't have it. */
    private static void move(final CommandContext context) {
        final long sourceEntry = context.lookupWrite(1);
        final long targetEntry = context.lookupWrite(2);
        if (sourceEntry == NONE) {
            context.reply().integer(0);
            return;
        }
        final Sets sets = Sets.of(context);
        final SetValue source = sets.bind(context, 0, 1, sourceEntry);
        final SetValue target = source == null ? null : sets.bind(context, 1, 2, targetEntry);
        if (target == null) {
            return;
        }
        final long member = context.argAddress(3);
        final int length = context.argLength(3);
        if (isSameKey(context)) {
            context.reply().integer(source.contains(member, length) ? 1 : 0);
            return;
        }
        if (!source.remove(member, length)) {
            context.reply().integer(0);
            return;
        }
        context.notify(KeyEvent.SREM, 1, !source.exists());
        if (target.add(member, length)) {
            context.notify(KeyEvent.SADD, 2);
        }
        context.changed();
        context.reply().integer(1);
    }

    private static boolean isSameKey(final CommandContext context) {
        final int length = context.argLength(1);
        return length == context.argLength(2)
            && NativeMemory.equal(context.argAddress(1), context.argAddress(2), length);
    }
}
