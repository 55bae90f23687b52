package org.ouzel.engine.command;

/**
 * The arguments that LMPOP, ZMPOP and their blocking forms share: {@code numkeys key [key ...] <word> [COUNT count]}.
 *
 * @param firstKey    argument of the first key
 * @param lastKey     argument of the last key
 * @param isFirstWord whether the word is the first of the two allowed (LEFT, MIN), not the second (RIGHT, MAX)
 * @param count       how many elements, at least 1
 */
public record MultiPopArguments(int firstKey, int lastKey, boolean isFirstWord, long count) {
    private static final String NUMKEYS = "ERR numkeys should be greater than 0";
    private static final String COUNT = "ERR count should be greater than 0";

    /**
     * Reads the arguments from the number of keys on.
     *
     * @param numkeysArg where the number of keys stands
     * @return null where something is wrong with them, which has been answered
     */
    public static MultiPopArguments read(final CommandContext context, final int numkeysArg, final String firstWord,
        final String secondWord) {
        if (!context.isLong(numkeysArg) || context.parsedLong() < 1) {
            context.reply().error(NUMKEYS);
            return null;
        }
        final long wordPlace = numkeysArg + context.parsedLong() + 1;
        if (context.parsedLong() >= Integer.MAX_VALUE || wordPlace >= context.argCount()) {
            context.syntaxError();
            return null;
        }
        final int wordArg = (int) wordPlace;
        final boolean isFirst = context.argIs(wordArg, firstWord);
        if (!isFirst && !context.argIs(wordArg, secondWord)) {
            context.syntaxError();
            return null;
        }
        long count = -1;
        for (int arg = wordArg + 1; arg < context.argCount(); arg += 2) {
            if (count != -1 || !context.argIs(arg, "count") || arg + 1 >= context.argCount()) {
                context.syntaxError();
                return null;
            }
            if (!context.isLong(arg + 1) || context.parsedLong() < 1) {
                context.reply().error(COUNT);
                return null;
            }
            count = context.parsedLong();
        }
        return new MultiPopArguments(numkeysArg + 1, wordArg - 1, isFirst, count == -1 ? 1 : count);
    }
}
