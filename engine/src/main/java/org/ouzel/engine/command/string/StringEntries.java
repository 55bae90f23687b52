package org.ouzel.engine.command.string;

import static org.ouzel.engine.store.SegmentedIndex.NONE;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.EffectWriter;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.observe.KeyEvent;
import org.ouzel.engine.settings.SettingsTable;
import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.protocol.Decimal;
import org.ouzel.protocol.NativeMemory;

/** What commands that change strings, or bits of them, have in common. */
public final class StringEntries {
    /** Longer values could not be held together with their key in one block of the entry's layout. */
    private static final long MAX_VALUE_BYTES = Integer.MAX_VALUE - (1 << 20);

    private StringEntries() {
    }

    /** Returns the length of a string entry's value in bytes; of a number, that of its digits. */
    public static int length(final long entry) {
        return EntryDescriptor.isInteger(entry) ? Decimal.length(EntryDescriptor.integerValue(entry))
            : EntryDescriptor.valueLength(entry);
    }

    /** Makes a key's entry anew with {@code length} bytes that aren't taken for a number; the caller fills them. */
    public static long putRaw(final CommandContext context, final int keyArg, final int length, final long expiryMs) {
        return put(context, keyArg, EntryDescriptor.ENCODING_RAW, length, expiryMs);
    }

    /** Sets a key to text that isn't taken for a number even if it looks like one. */
    static void putText(final CommandContext context, final int keyArg, final byte[] text, final long expiryMs) {
        final int encoding = text.length <= EntryDescriptor.MAX_EMBSTR_BYTES ? EntryDescriptor.ENCODING_EMBSTR
            : EntryDescriptor.ENCODING_RAW;
        final long entry = put(context, keyArg, encoding, text.length, expiryMs);
        NativeMemory.copy(text, 0, EntryDescriptor.valueAddress(entry), text.length);
    }

    /**
     * Gives a string entry at least {@code length} bytes, keeping the old ones and filling new ones with zeros, and
     * makes a number its digits.
     *
     * @return the entry, which may have moved
     */
    public static long growRaw(final CommandContext context, final int keyArg, final long entry, final int length) {
        final Database database = context.databaseFor(keyArg);
        final long hash = context.hash(keyArg);
        final int oldLength = length(entry);
        final int newLength = Math.max(oldLength, length);
        final long grown;
        if (EntryDescriptor.isInteger(entry)) {
            final long number = EntryDescriptor.integerValue(entry);
            grown = database.resize(hash, entry, newLength);
            Decimal.write(number, EntryDescriptor.valueAddress(grown));
        } else {
            grown = newLength == oldLength ? entry : database.resize(hash, entry, newLength);
        }
        EntryDescriptor.setEncoding(grown, EntryDescriptor.ENCODING_RAW);
        if (newLength > oldLength) {
            NativeMemory.fill(EntryDescriptor.valueAddress(grown) + oldLength, newLength - oldLength, (byte) 0);
        }
        return grown;
    }

    /** Like {@link #growRaw}, for a key that may be missing: it then gets a string of zeros that never expires. */
    public static long atLeast(final CommandContext context, final int keyArg, final long entry, final int length) {
        if (entry != NONE) {
            return growRaw(context, keyArg, entry, length);
        }
        final long made = putRaw(context, keyArg, length, EntryDescriptor.NO_EXPIRY);
        NativeMemory.fill(EntryDescriptor.valueAddress(made), length, (byte) 0);
        return made;
    }

    /** Tells whether a string may get that long, and answers the client where it may not. */
    public static boolean requireLength(final CommandContext context, final long length) {
        if (length >= 0 && length <= maxBytes(context)) {
            return true;
        }
        context.reply().error(Errors.STRING_TOO_LONG);
        return false;
    }

    /** Returns how many bytes a string may have. */
    public static long maxBytes(final CommandContext context) {
        return Math.min(MAX_VALUE_BYTES,
            context.server().settings().getLong(SettingsTable.PROTO_MAX_BULK_LEN));
    }

    /** Notes that a key was set to an argument, to expire at a time, whatever the request said. */
    static void changedToExpiring(final CommandContext context, final int keyArg, final int valueArg,
        final long expiryMs) {
        context.notify(KeyEvent.SET, keyArg);
        context.notify(KeyEvent.EXPIRE, keyArg);
        final EffectWriter effect = context.changedAs();
        if (effect != null) {
            effect.begin(5).text("SET").bytes(context.argAddress(keyArg), context.argLength(keyArg))
                .bytes(context.argAddress(valueArg), context.argLength(valueArg)).text("PXAT").number(expiryMs);
        }
    }

    /** Notes that a key was removed. */
    static void changedToNothing(final CommandContext context, final int keyArg) {
        context.notify(KeyEvent.DEL, keyArg);
        final EffectWriter effect = context.changedAs();
        if (effect != null) {
            effect.begin(2).text("DEL").bytes(context.argAddress(keyArg), context.argLength(keyArg));
        }
    }

    private static long put(final CommandContext context, final int keyArg, final int encoding, final int length,
        final long expiryMs) {
        return context.databaseFor(keyArg).put(context.hash(keyArg), context.argAddress(keyArg),
            context.argLength(keyArg), encoding << 4 | EntryDescriptor.TYPE_STRING, length, expiryMs,
            context.newAccess());
    }
}
