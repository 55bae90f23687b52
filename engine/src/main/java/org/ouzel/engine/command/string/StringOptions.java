package org.ouzel.engine.command.string;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.ContextLocal;
import org.ouzel.engine.store.EntryDescriptor;

/**
 * The options behind the operands of SET, GETEX and MSETEX, read into fields. One for each thread that runs
 * commands, used again and again.
 *
 * <p>A word may come twice, with its last operand holding, but two that exclude each other may not come together; as
 * in Redis.
 */
final class StringOptions implements AutoCloseable {
    /** What a command has beside EX, PX, EXAT and PXAT. */
    static final int KEEP_TTL = 1;
    static final int PERSIST = 2;
    static final int EXISTENCE = 4;
    static final int COMPARISON = 8;
    static final int GET = 16;

    private static final int NO_WORD = 0;
    private static final int KEEP_TTL_WORD = 1;
    private static final int PERSIST_WORD = 2;
    private static final int EX_WORD = 3;
    private static final int PX_WORD = 4;
    private static final int EXAT_WORD = 5;
    private static final int PXAT_WORD = 6;

    private static final ContextLocal<StringOptions> LOCAL = new ContextLocal<>(StringOptions::new);

    private boolean hasGet;
    private int expiryWord;
    private int expiryArg;
    private int condition;
    private int conditionArg;
    private long expiryMs;

    /** Returns the thread's own. */
    static StringOptions of(final CommandContext context) {
        return context.local(LOCAL);
    }

    /**
     * Reads the arguments from one on; what is wrong with them is answered.
     *
     * @param allowed the bits of the options that the command has
     */
    boolean read(final CommandContext context, final int firstArg, final int allowed) {
        hasGet = false;
        expiryWord = NO_WORD;
        condition = Conditions.ALWAYS;
        expiryMs = EntryDescriptor.NO_EXPIRY;
        for (int arg = firstArg; arg < context.argCount();) {
            final int taken = take(context, arg, allowed);
            if (taken == 0) {
                context.syntaxError();
                return false;
            }
            arg += taken;
        }
        return true;
    }

    /** Works the expiry out; answers the client and returns false where it is no possible one. */
    boolean requireExpiry(final CommandContext context) {
        if (expiryWord < EX_WORD) {
            return true;
        }
        expiryMs = Expiry.require(context, expiryArg, expiryWord == EX_WORD || expiryWord == EXAT_WORD,
            expiryWord == EX_WORD || expiryWord == PX_WORD);
        return expiryMs != Expiry.REFUSED;
    }

    /** Returns whether a time was given. */
    boolean hasExpiry() {
        return expiryWord >= EX_WORD;
    }

    /** Returns the time given, Unix milliseconds, after {@link #requireExpiry}; else "never". */
    long expiryMs() {
        return expiryMs;
    }

    boolean isKeepTtl() {
        return expiryWord == KEEP_TTL_WORD;
    }

    boolean isPersist() {
        return expiryWord == PERSIST_WORD;
    }

    boolean hasGet() {
        return hasGet;
    }

    /** Returns one of the {@link Conditions}. */
    int condition() {
        return condition;
    }

    /** Returns the argument that the condition compares with. */
    int conditionArg() {
        return conditionArg;
    }

    @Override
    public void close() {
        // Nothing but fields.
    }

    /** Takes in an option; returns how many arguments it has, 0 if it can't stand here. */
    private int take(final CommandContext context, final int arg, final int allowed) {
        if ((allowed & GET) != 0 && context.argIs(arg, "get")) {
            hasGet = true;
            return 1;
        }
        final int word = (allowed & EXISTENCE) == 0 ? Conditions.ALWAYS : Conditions.word(context, arg);
        return word == Conditions.ALWAYS ? takeExpiry(context, arg, allowed)
            : takeCondition(context, arg, allowed, word);
    }

    private int takeCondition(final CommandContext context, final int arg, final int allowed, final int word) {
        if (condition != Conditions.ALWAYS && condition != word) {
            return 0;
        }
        condition = word;
        if (word <= Conditions.LAST_WITHOUT_OPERAND) {
            return 1;
        }
        conditionArg = arg + 1;
        return (allowed & COMPARISON) != 0 && conditionArg < context.argCount() ? 2 : 0;
    }

    private int takeExpiry(final CommandContext context, final int arg, final int allowed) {
        final int word = expiryWord(context, arg, allowed);
        if (word == NO_WORD || expiryWord != NO_WORD && expiryWord != word) {
            return 0;
        }
        expiryWord = word;
        if (word < EX_WORD) {
            return 1;
        }
        expiryArg = arg + 1;
        return expiryArg < context.argCount() ? 2 : 0;
    }

    private static int expiryWord(final CommandContext context, final int arg, final int allowed) {
        switch (context.argLength(arg)) {
            case 2:
                return context.argIs(arg, "ex") ? EX_WORD : context.argIs(arg, "px") ? PX_WORD : NO_WORD;
            case 4:
                return context.argIs(arg, "exat") ? EXAT_WORD : context.argIs(arg, "pxat") ? PXAT_WORD : NO_WORD;
            case 7:
                if ((allowed & KEEP_TTL) != 0 && context.argIs(arg, "keepttl")) {
                    return KEEP_TTL_WORD;
                }
                return (allowed & PERSIST) != 0 && context.argIs(arg, "persist") ? PERSIST_WORD : NO_WORD;
            default:
                return NO_WORD;
        }
    }
}
