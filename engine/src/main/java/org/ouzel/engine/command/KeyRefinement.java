package org.ouzel.engine.command;

import java.nio.charset.StandardCharsets;

/** What {@link KeySpec}s can't say about the keys of a few commands: what is done depends on the other arguments. */
enum KeyRefinement {
    /** The specifications say it all. */
    NONE {
        @Override
        void apply(final RequestArguments arguments, final KeyList keys) {
            // Nothing to correct.
        }
    },
    /** SET overwrites unseen, unless it gives the old value back or compares it. */
    SET {
        @Override
        void apply(final RequestArguments arguments, final KeyList keys) {
            for (int i = 3; i < arguments.argCount(); i++) {
                if (isWord(arguments, i, GET) || isComparison(arguments, i)) {
                    replaceFlags(keys, KeyFlag.RW.bit() | KeyFlag.ACCESS.bit() | KeyFlag.UPDATE.bit());
                    return;
                }
            }
            replaceFlags(keys, KeyFlag.OW.bit() | KeyFlag.UPDATE.bit());
        }
    },
    /** DELEX without a condition removes unseen. */
    DELEX {
        @Override
        void apply(final RequestArguments arguments, final KeyList keys) {
            final int manner = arguments.argCount() > 2 ? KeyFlag.RW.bit() : KeyFlag.RM.bit();
            replaceFlags(keys, manner | KeyFlag.DELETE.bit());
        }
    },
    /** BITFIELD with nothing but GET only reads. */
    BITFIELD {
        @Override
        void apply(final RequestArguments arguments, final KeyList keys) {
            replaceFlags(keys, isReadingOnly(arguments)
                ? KeyFlag.RO.bit() | KeyFlag.ACCESS.bit()
                : KeyFlag.RW.bit() | KeyFlag.ACCESS.bit() | KeyFlag.UPDATE.bit());
        }
    },
    /** GEORADIUS and GEORADIUSBYMEMBER store under the last of the keys that are given for it. */
    GEORADIUS {
        @Override
        void apply(final RequestArguments arguments, final KeyList keys) {
            int destination = -1;
            for (int i = FIRST_RADIUS_OPTION; i + 1 < arguments.argCount(); i++) {
                if (isWord(arguments, i, STORE) || isWord(arguments, i, STOREDIST)) {
                    destination = ++i;
                }
            }
            for (int i = 0; i < keys.size(); i++) {
                if (keys.index(i) == destination) {
                    return;
                }
            }
            if (destination >= 0) {
                keys.add(destination, KeyFlag.OW.bit() | KeyFlag.UPDATE.bit());
            }
        }
    },
    /** SORT has a destination behind the last STORE. */
    SORT {
        @Override
        void apply(final RequestArguments arguments, final KeyList keys) {
            int destination = -1;
            for (int i = 2; i < arguments.argCount(); i++) {
                if (isWord(arguments, i, LIMIT)) {
                    i += 2;
                } else if (isWord(arguments, i, GET) || isWord(arguments, i, BY)) {
                    i++;
                } else if (isWord(arguments, i, STORE) && i + 1 < arguments.argCount()) {
                    destination = ++i;
                }
            }
            if (destination >= 0) {
                keys.add(destination, KeyFlag.OW.bit() | KeyFlag.UPDATE.bit());
            }
        }
    };

    private static final int FIRST_RADIUS_OPTION = 5;
    private static final byte[] GET = word("get");
    private static final byte[] BY = word("by");
    private static final byte[] LIMIT = word("limit");
    private static final byte[] STORE = word("store");
    private static final byte[] STOREDIST = word("storedist");
    private static final byte[] OVERFLOW = word("overflow");
    private static final byte[][] COMPARISONS = {word("ifeq"), word("ifne"), word("ifdeq"), word("ifdne")};

    abstract void apply(RequestArguments arguments, KeyList keys);

    /** Tells whether keys are added, rather than what is done with them corrected. */
    boolean isAddingKeys() {
        return this == SORT || this == GEORADIUS;
    }

    static KeyRefinement of(final String commandName) {
        switch (commandName) {
            case "set":
                return SET;
            case "delex":
                return DELEX;
            case "bitfield":
                return BITFIELD;
            case "georadius":
            case "georadiusbymember":
                return GEORADIUS;
            case "sort":
                return SORT;
            default:
                return NONE;
        }
    }

    private static boolean isComparison(final RequestArguments arguments, final int index) {
        for (final byte[] comparison : COMPARISONS) {
            if (isWord(arguments, index, comparison)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isReadingOnly(final RequestArguments arguments) {
        int i = 2;
        while (i < arguments.argCount()) {
            if (isWord(arguments, i, GET)) {
                i += 3;
            } else if (isWord(arguments, i, OVERFLOW)) {
                i += 2;
            } else {
                return false;
            }
        }
        return i == arguments.argCount();
    }

    private static boolean isWord(final RequestArguments arguments, final int index, final byte[] lowerWord) {
        return CaseFolding.isEqual(arguments.argAddress(index), arguments.argLength(index), lowerWord);
    }

    private static void replaceFlags(final KeyList keys, final int flags) {
        for (int i = 0; i < keys.size(); i++) {
            keys.setFlags(i, flags);
        }
    }

    private static byte[] word(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
