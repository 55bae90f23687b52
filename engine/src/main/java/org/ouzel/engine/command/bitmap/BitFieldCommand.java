package org.ouzel.engine.command.bitmap;

import static org.ouzel.engine.store.SegmentedIndex.NONE;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.CommandHandler;
import org.ouzel.engine.command.StringValue;
import org.ouzel.engine.command.string.StringEntries;
import org.ouzel.engine.observe.KeyEvent;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.protocol.Decimal;
import org.ouzel.protocol.NativeMemory;

/**
 * BITFIELD key [GET type offset | [OVERFLOW WRAP | SAT | FAIL] (SET type offset value | INCRBY type offset
 * increment)]... and BITFIELD_RO, which has GET only; an array with a number for each operation, null for a refused
 * one.
 *
 * <p>The arguments are walked twice: once to check all of them and to find how long the string must be, once to run.
 */
final class BitFieldCommand implements CommandHandler {
    private static final int FIRST_OPERATION_ARG = 2;
    private static final int MAX_SIGNED_BITS = 64;
    private static final int MAX_UNSIGNED_BITS = 63;
    private static final int REFUSED_TYPE = 0;
    private static final String BAD_TYPE =
        "ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not supported but i64 is.";

    private enum Word { GET, SET, INCRBY, OVERFLOW }

    private final boolean isReadOnly;

    BitFieldCommand(final boolean isReadOnly) {
        this.isReadOnly = isReadOnly;
    }

    @Override
    public void execute(final CommandContext context) {
        int operationCount = 0;
        long neededBits = 0;
        for (int arg = FIRST_OPERATION_ARG; arg < context.argCount();) {
            final Word word = word(context, arg);
            if (!isValid(context, arg, word)) {
                return;
            }
            if (word == Word.SET || word == Word.INCRBY) {
                final int width = width(context, arg + 1);
                neededBits = Math.max(neededBits, BitOffset.requireForField(context, arg + 2, width) + width);
            }
            operationCount += word == Word.OVERFLOW ? 0 : 1;
            arg += argCount(word);
        }
        if (isReadOnly && neededBits > 0) {
            context.reply().error("ERR BITFIELD_RO only supports the GET subcommand");
            return;
        }
        final long entry = neededBits > 0 ? context.lookupWrite(1) : context.lookupRead(1);
        if (!context.requireType(entry, EntryDescriptor.TYPE_STRING)) {
            return;
        }
        context.reply().array(operationCount);
        if (neededBits > 0) {
            runOnGrown(context, entry, (int) (neededBits + 7 >> 3));
        } else if (entry != NONE) {
            final StringValue value = context.stringValue(entry);
            run(context, value.address(), value.length());
        } else {
            run(context, 0, 0);
        }
    }

    private static void runOnGrown(final CommandContext context, final long entry, final int neededBytes) {
        final int oldLength = entry == NONE ? 0 : StringEntries.length(entry);
        final long grown = StringEntries.atLeast(context, 1, entry, neededBytes);
        final boolean isChanged = run(context, EntryDescriptor.valueAddress(grown),
            EntryDescriptor.valueLength(grown));
        if (isChanged || neededBytes > oldLength) {
            context.changed();
            context.notify(KeyEvent.SETBIT, 1);
        }
    }

    /** Runs all operations, which are valid and within the string; returns whether a field has another value now. */
    private static boolean run(final CommandContext context, final long address, final int length) {
        BitField.Overflow overflow = BitField.Overflow.WRAP;
        boolean isChanged = false;
        for (int arg = FIRST_OPERATION_ARG; arg < context.argCount();) {
            final Word word = word(context, arg);
            if (word == Word.OVERFLOW) {
                overflow = overflow(context, arg + 1);
            } else {
                final int width = width(context, arg + 1);
                final boolean isSigned = isSigned(context, arg + 1);
                final long position = BitOffset.requireForField(context, arg + 2, width);
                final long old = BitField.decode(Bits.read(address, length, position, width), width, isSigned);
                if (word == Word.GET) {
                    context.reply().integer(old);
                } else {
                    context.isLong(arg + 3);
                    final boolean isSet = word == Word.SET;
                    final long base = isSet ? context.parsedLong() : old;
                    final long increment = isSet ? 0 : context.parsedLong();
                    if (overflow == BitField.Overflow.FAIL
                        && !BitField.isFitting(base, increment, width, isSigned)) {
                        context.reply().nil();
                    } else {
                        final long fitted = BitField.fit(base, increment, width, isSigned, overflow);
                        Bits.write(address, position, width, fitted);
                        isChanged |= fitted != old;
                        context.reply().integer(isSet ? old : fitted);
                    }
                }
            }
            arg += argCount(word);
        }
        return isChanged;
    }

    /** Tells whether an operation can be run; answers the client where it can't. */
    private static boolean isValid(final CommandContext context, final int arg, final Word word) {
        if (word == null || arg + argCount(word) > context.argCount()) {
            context.syntaxError();
            return false;
        }
        if (word == Word.OVERFLOW) {
            if (overflow(context, arg + 1) == null) {
                context.reply().error("ERR Invalid OVERFLOW type specified");
                return false;
            }
            return true;
        }
        final int width = width(context, arg + 1);
        if (width == REFUSED_TYPE) {
            context.reply().error(BAD_TYPE);
            return false;
        }
        return BitOffset.requireForField(context, arg + 2, width) != BitOffset.REFUSED
            && (word == Word.GET || context.requireLong(arg + 3));
    }

    private static Word word(final CommandContext context, final int arg) {
        if (context.argIs(arg, "get")) {
            return Word.GET;
        } else if (context.argIs(arg, "set")) {
            return Word.SET;
        } else if (context.argIs(arg, "incrby")) {
            return Word.INCRBY;
        }
        return context.argIs(arg, "overflow") ? Word.OVERFLOW : null;
    }

    /** Returns how many arguments an operation has, its word included. */
    private static int argCount(final Word word) {
        return switch (word) {
            case OVERFLOW -> 2;
            case GET -> 3;
            case SET, INCRBY -> 4;
        };
    }

    private static BitField.Overflow overflow(final CommandContext context, final int arg) {
        if (context.argIs(arg, "wrap")) {
            return BitField.Overflow.WRAP;
        } else if (context.argIs(arg, "sat")) {
            return BitField.Overflow.SAT;
        }
        return context.argIs(arg, "fail") ? BitField.Overflow.FAIL : null;
    }

    /** Returns the bits of a type such as {@code i16} or {@code u8}; 0 if it is none. */
    private static int width(final CommandContext context, final int arg) {
        final int length = context.argLength(arg);
        final long address = context.argAddress(arg);
        if (length < 2 || NativeMemory.getByte(address) != 'i' && NativeMemory.getByte(address) != 'u') {
            return REFUSED_TYPE;
        }
        final long width = Decimal.parse(address + 1, length - 1);
        final int maxBits = isSigned(context, arg) ? MAX_SIGNED_BITS : MAX_UNSIGNED_BITS;
        return width < 1 || width > maxBits ? REFUSED_TYPE : (int) width;
    }

    private static boolean isSigned(final CommandContext context, final int arg) {
        return NativeMemory.getByte(context.argAddress(arg)) == 'i';
    }
}
