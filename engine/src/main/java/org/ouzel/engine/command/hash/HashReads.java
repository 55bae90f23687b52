package org.ouzel.engine.command.hash;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.type.HashValue;

/** HGET, HMGET, HEXISTS, HSTRLEN, HLEN, HKEYS, HVALS, HGETALL. */
final class HashReads {
    private static final int FIELDS = 1;
    private static final int VALUES = 2;

    private HashReads() {
    }

    static void bind(final HandlerBindings bindings) {
        bindings.bind("hget", HashReads::get);
        bindings.bind("hmget", HashReads::getMany);
        bindings.bind("hexists", HashReads::exists);
        bindings.bind("hstrlen", HashReads::valueLength);
        bindings.bind("hlen", HashReads::count);
        bindings.bind("hkeys", context -> getAll(context, FIELDS));
        bindings.bind("hvals", context -> getAll(context, VALUES));
        bindings.bind("hgetall", context -> getAll(context, FIELDS | VALUES));
    }

    /** {@code key field}: the value, or null. */
    private static void get(final CommandContext context) {
        final HashValue hash = Hashes.forReading(context);
        if (hash != null) {
            replyValue(context, hash, 2);
        }
    }

    /** {@code key field...}: an array of values and nulls. */
    private static void getMany(final CommandContext context) {
        final HashValue hash = Hashes.forReading(context);
        if (hash == null) {
            return;
        }
        context.reply().array(context.argCount() - 2);
        for (int i = 2; i < context.argCount(); i++) {
            replyValue(context, hash, i);
        }
    }

    /** Writes the value of the field that an argument names, or null. */
    static void replyValue(final CommandContext context, final HashValue hash, final int fieldArg) {
        if (hash.find(context.argAddress(fieldArg), context.argLength(fieldArg))) {
            hash.replyValue(context.reply());
        } else {
            context.reply().nil();
        }
    }

    private static void exists(final CommandContext context) {
        final HashValue hash = Hashes.forReading(context);
        if (hash != null) {
            context.reply().integer(hash.find(context.argAddress(2), context.argLength(2)) ? 1 : 0);
        }
    }

    private static void valueLength(final CommandContext context) {
        final HashValue hash = Hashes.forReading(context);
        if (hash != null) {
            context.reply().integer(hash.find(context.argAddress(2), context.argLength(2)) ? hash.valueLength() : 0);
        }
    }

    private static void count(final CommandContext context) {
        final HashValue hash = Hashes.forReading(context);
        if (hash != null) {
            context.reply().integer(hash.count());
        }
    }

    private static void getAll(final CommandContext context, final int parts) {
        final HashValue hash = Hashes.forReading(context);
        if (hash == null) {
            return;
        }
        final int count = presentCount(hash);
        if (parts == (FIELDS | VALUES)) {
            context.reply().map(count);
        } else {
            context.reply().array(count);
        }
        hash.rewind();
        while (hash.next()) {
            if ((parts & FIELDS) != 0) {
                hash.replyField(context.reply());
            }
            if ((parts & VALUES) != 0) {
                hash.replyValue(context.reply());
            }
        }
    }

    /** Counts the fields that a walk comes to: not those that are due and haven't gone yet. */
    static int presentCount(final HashValue hash) {
        if (!hash.mayHaveDue()) {
            return (int) hash.count();
        }
        int count = 0;
        hash.rewind();
        while (hash.next()) {
            count++;
        }
        return count;
    }
}
