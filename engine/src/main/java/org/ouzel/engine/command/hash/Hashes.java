package org.ouzel.engine.command.hash;

import java.util.BitSet;
import org.ouzel.engine.command.Chance;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.ContextLocal;
import org.ouzel.engine.command.EffectWriter;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.type.HashValue;

/** The hash that a command's first key names, and what each thread reuses for it. */
final class Hashes implements AutoCloseable {
    private static final ContextLocal<Hashes> LOCAL = new ContextLocal<>(Hashes::new);

    private final HashValue value = new HashValue();
    private final Chance chance = new Chance();
    private final BitSet changedArgs = new BitSet();

    /** Finds the hash for reading; answers WRONGTYPE and returns null where the key has something else. */
    static HashValue forReading(final CommandContext context) {
        return bind(context, 1, context.lookupRead(1));
    }

    /** Finds the hash for changing it; answers WRONGTYPE and returns null where the key has something else. */
    static HashValue forWriting(final CommandContext context) {
        return forWriting(context, 1);
    }

    /** Does as {@link #forWriting(CommandContext)} with the key of an argument. */
    static HashValue forWriting(final CommandContext context, final int keyArg) {
        return bind(context, keyArg, context.lookupWrite(keyArg));
    }

    /** Returns random numbers from the command's seed. */
    static Chance chance(final CommandContext context) {
        return context.local(LOCAL).chance.from(context.seed());
    }

    /** Returns an empty set of arguments. */
    static BitSet changedArgs(final CommandContext context) {
        final BitSet changed = context.local(LOCAL).changedArgs;
        changed.clear();
        return changed;
    }

    /** Records a change by a command in place of the request: {@code name key [before ...] argument ...}. */
    static void record(final CommandContext context, final String name, final BitSet args) {
        final EffectWriter effect = context.changedAs();
        if (effect != null) {
            effect.begin(2 + args.cardinality()).text(name).bytes(context.argAddress(1), context.argLength(1));
            writeArgs(context, effect, args);
        }
    }

    /** Records that fields expire at a moment, or with {@link EntryDescriptor#NO_EXPIRY} that they don't any more. */
    static void recordExpiry(final CommandContext context, final long expiryMs, final BitSet args) {
        final EffectWriter effect = context.changedAs();
        if (effect == null) {
            return;
        }
        final boolean isExpiring = expiryMs != EntryDescriptor.NO_EXPIRY;
        effect.begin((isExpiring ? 5 : 4) + args.cardinality()).text(isExpiring ? "HPEXPIREAT" : "HPERSIST")
            .bytes(context.argAddress(1), context.argLength(1));
        if (isExpiring) {
            effect.number(expiryMs);
        }
        effect.text("FIELDS").number(args.cardinality());
        writeArgs(context, effect, args);
    }

    private static void writeArgs(final CommandContext context, final EffectWriter effect, final BitSet args) {
        for (int arg = args.nextSetBit(0); arg >= 0; arg = args.nextSetBit(arg + 1)) {
            effect.bytes(context.argAddress(arg), context.argLength(arg));
        }
    }

    private static HashValue bind(final CommandContext context, final int keyArg, final long entry) {
        if (!context.requireType(entry, EntryDescriptor.TYPE_HASH)) {
            return null;
        }
        return context.local(LOCAL).value
            .within(context.databaseFor(keyArg), context.nowMs(), context.server().hashLimits(),
                context.shard().fieldExpiry())
            .bind(context.hash(keyArg), context.argAddress(keyArg), context.argLength(keyArg), entry,
                context.newAccess());
    }

    @Override
    public void close() {
        value.close();
    }
}
