package org.ouzel.engine.command;

import org.ouzel.protocol.Decimal;

/**
 * Finds the keys of a request by its command's {@link KeySpec}s. No garbage; callable from any thread, since it only
 * reads the request and fills the caller's list.
 *
 * <p>A command with {@link CommandSpec#hasPlainKeys()} needs no search: its keys run from
 * {@link CommandSpec#firstKey()} to {@link #lastIndex(CommandSpec, int)} by {@link CommandSpec#keyStep()}.
 */
public final class KeyFinder {
    private KeyFinder() {
    }

    /** Returns the argument index of the last key of a command with plain keys. */
    public static int lastIndex(final CommandSpec spec, final int argCount) {
        final int last = spec.lastKey();
        return last >= 0 ? last : argCount + last;
    }

    /**
     * Fills the list with the request's keys, in the order of the specifications, with the flags that those carry.
     * What is done with a key may depend on the other arguments: {@link #findWithExactFlags}.
     *
     * @param keys cleared first
     * @return false if the arguments contradict the specifications (a count of keys that isn't there); the list is
     *     empty then
     */
    public static boolean find(final CommandSpec spec, final RequestArguments arguments, final KeyList keys) {
        keys.clear();
        for (int i = 0; i < spec.keySpecCount(); i++) {
            if (!find(spec.keySpec(i), arguments, keys)) {
                keys.clear();
                return false;
            }
        }
        if (spec.keyRefinement().isAddingKeys()) {
            spec.keyRefinement().apply(arguments, keys);
        }
        return true;
    }

    /** Does as {@link #find}, but with the flags that hold for these very arguments. */
    public static boolean findWithExactFlags(final CommandSpec spec, final RequestArguments arguments,
                                             final KeyList keys) {
        if (!find(spec, arguments, keys)) {
            return false;
        }
        if (!spec.keyRefinement().isAddingKeys()) {
            spec.keyRefinement().apply(arguments, keys);
        }
        return true;
    }

    private static boolean find(final KeySpec spec, final RequestArguments arguments, final KeyList keys) {
        switch (spec.begin()) {
            case INDEX:
                return find(spec, spec.beginIndex(), arguments, keys);
            case KEYWORD:
                final int begin = behindKeyword(spec, arguments);
                return begin < 0 || find(spec, begin, arguments, keys);
            default:
                return true;
        }
    }

    private static boolean find(final KeySpec spec, final int begin, final RequestArguments arguments,
                                final KeyList keys) {
        final int argCount = arguments.argCount();
        switch (spec.find()) {
            case RANGE:
                return addAll(keys, begin, lastOfRange(spec, begin, argCount), spec, argCount);
            case KEYNUM:
                final int countAt = begin + spec.keyCountIndex();
                if (countAt >= argCount) {
                    return false;
                }
                final long count = Decimal.parse(arguments.argAddress(countAt), arguments.argLength(countAt));
                if (count <= 0 || count > argCount) {
                    return false;
                }
                final int first = begin + spec.firstKey();
                return addAll(keys, first, first + ((int) count - 1) * spec.step(), spec, argCount);
            default:
                return true;
        }
    }

    private static int lastOfRange(final KeySpec spec, final int begin, final int argCount) {
        final int last = spec.lastKey();
        if (last >= 0) {
            return begin + last;
        }
        // With a limit, the rest of the arguments is cut into that many parts of which the first holds the keys.
        return spec.limit() <= 1 ? argCount + last : begin + (argCount - begin) / spec.limit() + last;
    }

    private static boolean addAll(final KeyList keys, final int first, final int last, final KeySpec spec,
                                  final int argCount) {
        if (first >= argCount || last >= argCount || last < first) {
            return spec.has(KeyFlag.INCOMPLETE);
        }
        for (int i = first; i <= last; i += spec.step()) {
            keys.add(i, spec.flags());
        }
        return true;
    }

    private static int behindKeyword(final KeySpec spec, final RequestArguments arguments) {
        final int argCount = arguments.argCount();
        final int start = spec.beginIndex();
        if (start > 0) {
            for (int i = start; i < argCount; i++) {
                if (isKeyword(spec, arguments, i)) {
                    return i + 1;
                }
            }
        } else {
            for (int i = argCount + start; i >= 1; i--) {
                if (isKeyword(spec, arguments, i)) {
                    return i + 1;
                }
            }
        }
        return -1;
    }

    private static boolean isKeyword(final KeySpec spec, final RequestArguments arguments, final int index) {
        return CaseFolding.isEqual(arguments.argAddress(index), arguments.argLength(index), spec.keywordLower());
    }
}
