package org.ouzel.engine.command.string;

import static org.ouzel.engine.store.SegmentedIndex.NONE;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.StringValue;
import org.ouzel.protocol.NativeMemory;

/** The conditions under which SET, MSETEX and DELEX act: NX and XX, and the comparisons that came with Redis 8.4. */
final class Conditions {
    static final int ALWAYS = 0;
    static final int IF_MISSING = 1;
    static final int IF_EXISTING = 2;
    static final int LAST_WITHOUT_OPERAND = IF_EXISTING;
    static final int IF_EQUAL = 3;
    static final int IF_NOT_EQUAL = 4;
    static final int IF_DIGEST_EQUAL = 5;
    static final int IF_DIGEST_NOT_EQUAL = 6;

    /** The digest of a value, as a comparison takes it. */
    private static final int DIGEST_DIGITS = 16;
    private static final String BAD_DIGEST = "ERR must be exactly 16 hexadecimal characters";

    private Conditions() {
    }

    /** Returns the condition that an argument names, or {@link #ALWAYS}. */
    static int word(final CommandContext context, final int arg) {
        switch (context.argLength(arg)) {
            case 2:
                return context.argIs(arg, "nx") ? IF_MISSING : context.argIs(arg, "xx") ? IF_EXISTING : ALWAYS;
            case 4:
                return context.argIs(arg, "ifeq") ? IF_EQUAL : context.argIs(arg, "ifne") ? IF_NOT_EQUAL : ALWAYS;
            case 5:
                return context.argIs(arg, "ifdeq") ? IF_DIGEST_EQUAL
                    : context.argIs(arg, "ifdne") ? IF_DIGEST_NOT_EQUAL : ALWAYS;
            default:
                return ALWAYS;
        }
    }

    /** Tells whether a condition's operand can be one, and answers the client where it can't. */
    static boolean requireOperand(final CommandContext context, final int condition, final int operandArg) {
        if (condition < IF_DIGEST_EQUAL || isDigest(context, operandArg)) {
            return true;
        }
        context.reply().error(BAD_DIGEST);
        return false;
    }

    /** Tells whether a string entry, or a missing one, meets a condition. */
    static boolean isMet(final CommandContext context, final int condition, final int operandArg, final long entry) {
        return switch (condition) {
            case ALWAYS -> true;
            case IF_MISSING -> entry == NONE;
            case IF_EXISTING -> entry != NONE;
            case IF_EQUAL -> entry != NONE && isEqual(context, operandArg, entry);
            case IF_NOT_EQUAL -> entry == NONE || !isEqual(context, operandArg, entry);
            case IF_DIGEST_EQUAL -> entry != NONE && isDigestEqual(context, operandArg, entry);
            default -> entry == NONE || !isDigestEqual(context, operandArg, entry);
        };
    }

    private static boolean isEqual(final CommandContext context, final int arg, final long entry) {
        final StringValue value = context.stringValue(entry);
        return value.length() == context.argLength(arg)
            && NativeMemory.equal(value.address(), context.argAddress(arg), value.length());
    }

    private static boolean isDigestEqual(final CommandContext context, final int arg, final long entry) {
        final StringValue value = context.stringValue(entry);
        return Xxh3.hash(value.address(), value.length()) == digest(context.argAddress(arg));
    }

    private static boolean isDigest(final CommandContext context, final int arg) {
        if (context.argLength(arg) != DIGEST_DIGITS) {
            return false;
        }
        for (int i = 0; i < DIGEST_DIGITS; i++) {
            if (digit(context.argAddress(arg) + i) < 0) {
                return false;
            }
        }
        return true;
    }

    private static long digest(final long address) {
        long digest = 0;
        for (int i = 0; i < DIGEST_DIGITS; i++) {
            digest = digest << 4 | digit(address + i);
        }
        return digest;
    }

    private static int digit(final long address) {
        return Character.digit(Math.max(0, NativeMemory.getByte(address)), 16);
    }
}
