package org.ouzel.engine.command.string;

import static org.ouzel.engine.store.SegmentedIndex.NONE;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.command.StringValue;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.protocol.NativeMemory;

/** Compare and delete: DIGEST and DELEX. Source: Redis 8.4's command pages. */
final class ConditionalDeletes {
    private static final int HEX_DIGITS = 16;

    private ConditionalDeletes() {
    }

    static void bind(final HandlerBindings bindings) {
        bindings.bind("digest", ConditionalDeletes::digest);
        bindings.bind("delex", ConditionalDeletes::deleteIf);
    }

    /** DIGEST key; the value's XXH3 in 16 hexadecimal digits, or null for a missing key. */
    private static void digest(final CommandContext context) {
        final long entry = context.lookupRead(1);
        if (entry == NONE) {
            context.reply().nil();
        } else if (context.requireType(entry, EntryDescriptor.TYPE_STRING)) {
            final StringValue value = context.stringValue(entry);
            final long digest = Xxh3.hash(value.address(), value.length());
            final long text = context.scratch().reserve(HEX_DIGITS);
            for (int i = 0; i < HEX_DIGITS; i++) {
                NativeMemory.putByte(text + i,
                    (byte) Character.forDigit((int) (digest >>> 60 - 4 * i) & 15, HEX_DIGITS));
            }
            context.reply().bulk(text, HEX_DIGITS);
        }
    }

    /** DELEX key [IFEQ value | IFNE value | IFDEQ digest | IFDNE digest]; how many keys were removed. */
    private static void deleteIf(final CommandContext context) {
        final int count = context.argCount();
        if (count != 2 && count != 4) {
            context.reply().error(Errors.wrongArity(context.spec().name()));
            return;
        }
        final long entry = context.lookupWrite(1);
        if (count == 4 && !isMet(context, entry)) {
            return;
        }
        if (entry == NONE) {
            context.reply().integer(0);
            return;
        }
        context.removeKey(1);
        StringEntries.changedToNothing(context, 1);
        context.reply().integer(1);
    }

    /** Tells whether the condition holds; where it doesn't, everything is answered. */
    private static boolean isMet(final CommandContext context, final long entry) {
        final int condition = Conditions.word(context, 2);
        if (condition <= Conditions.LAST_WITHOUT_OPERAND) {
            context.reply().error("ERR Invalid condition. Use IFEQ, IFNE, IFDEQ, or IFDNE");
            return false;
        }
        if (entry != NONE && EntryDescriptor.type(entry) != EntryDescriptor.TYPE_STRING) {
            context.reply().error("ERR Key should be of string type if conditions are specified");
            return false;
        }
        if (!Conditions.requireOperand(context, condition, 3)) {
            return false;
        }
        if (entry == NONE || !Conditions.isMet(context, condition, 3, entry)) {
            context.reply().integer(0);
            return false;
        }
        return true;
    }
}
