package org.ouzel.engine.command;

import org.ouzel.protocol.NativeMemory;

/** The texts of error replies, in Redis's words, without the marker. */
public final class Errors {
    public static final String SYNTAX = "ERR syntax error";
    public static final String WRONG_TYPE =
        "WRONGTYPE Operation against a key holding the wrong kind of value";
    public static final String NOT_AN_INTEGER = "ERR value is not an integer or out of range";
    public static final String NOT_A_FLOAT = "ERR value is not a valid float";
    public static final String NO_SUCH_KEY = "ERR no such key";
    public static final String OVERFLOW = "ERR increment or decrement would overflow";
    public static final String OUT_OF_RANGE = "ERR value is out of range";
    public static final String NOT_POSITIVE = "ERR value is out of range, must be positive";
    public static final String INDEX_OUT_OF_RANGE = "ERR index out of range";
    public static final String DB_INDEX_OUT_OF_RANGE = "ERR DB index is out of range";
    public static final String INVALID_DB_INDEX = "ERR invalid DB index";
    public static final String INVALID_CURSOR = "ERR invalid cursor";
    public static final String SAME_OBJECT = "ERR source and destination objects are the same";
    public static final String STRING_TOO_LONG = "ERR string exceeds maximum allowed size (proto-max-bulk-len)";
    public static final String OUT_OF_MEMORY = "OOM command not allowed when used memory > 'maxmemory'.";
    public static final String SNAPSHOT_FAILED = "MISCONF Redis is configured to save RDB snapshots, but it's "
        + "currently unable to persist to disk. Commands that may modify the data set are disabled, because this "
        + "instance is configured to report errors during writes if RDB snapshotting fails "
        + "(stop-writes-on-bgsave-error option). Please check the Redis logs for details about the RDB error.";
    public static final String NO_PROTOCOL = "NOPROTO unsupported protocol version";
    public static final String MONITOR_AND_KEYS = "ERR Replica can't interact with the keyspace";
    public static final String FOREIGN_SHARD =
        "ERR Script attempted to access a key of another shard than those that it declared";
    public static final String UNBLOCKED = "UNBLOCKED client unblocked via CLIENT UNBLOCK";
    public static final String NOT_AUTHENTICATED = "NOAUTH Authentication required.";
    public static final String NESTED_MULTI = "ERR MULTI calls can not be nested";
    public static final String EXEC_WITHOUT_MULTI = "ERR EXEC without MULTI";
    public static final String DISCARD_WITHOUT_MULTI = "ERR DISCARD without MULTI";
    public static final String WATCH_INSIDE_MULTI = "ERR WATCH inside MULTI is not allowed";
    public static final String NOT_IN_TRANSACTION = "ERR Command not allowed inside a transaction";
    public static final String TRANSACTION_TOO_LARGE = "ERR Transaction too large";
    public static final String EXEC_ABORT = "EXECABORT Transaction discarded because of previous errors.";
    public static final String EXEC_ABORT_BECAUSE = "EXECABORT Transaction discarded because of: ";
    public static final String LOADING = "LOADING Redis is loading the dataset in memory";
    public static final String BUSY_SCRIPT =
        "BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.";
    public static final String BUSY_FUNCTION =
        "BUSY Redis is busy running a script. You can only call FUNCTION KILL or SHUTDOWN NOSAVE.";
    public static final String INTERNAL = "ERR internal error, the command was not completed";

    private static final int CLIP_LENGTH = 128;

    private Errors() {
    }

    /** A command with the wrong number of arguments; {@code name} as in {@link CommandSpec#name()}. */
    public static String wrongArity(final String name) {
        return "ERR wrong number of arguments for '" + name + "' command";
    }

    /** A command that a session with subscriptions may not use in RESP2. */
    public static String subscribed(final String name) {
        return "ERR Can't execute '" + name + "': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are"
            + " allowed in this context";
    }

    /** An expiry that is 0, negative or too far away. */
    public static String invalidExpire(final String name) {
        return "ERR invalid expire time in '" + name + "' command";
    }

    /** A number outside of the range that it must be in, both ends included. */
    public static String outOfRange(final long least, final long most) {
        return "ERR value is out of range, value must between " + least + " and " + most;
    }

    /** An option behind EXPIRE or its kin that there isn't; as in Redis, a zero byte ends what is shown of it. */
    public static String unsupportedOption(final String option) {
        return "ERR Unsupported option " + upToZero(option);
    }

    /**
     * A container command with a word that is no subcommand of it; {@code container} in upper case. As in Redis, a zero
     * byte ends what is shown of a word.
     */
    public static String unknownSubcommand(final String subcommand, final String container) {
        return "ERR unknown subcommand '" + clip(subcommand) + "'. Try " + container + " HELP.";
    }

    /** A subcommand that doesn't exist, or not with so many arguments; {@code container} in upper case. */
    public static String badSubcommand(final String subcommand, final String container) {
        return "ERR unknown subcommand or wrong number of arguments for '" + clip(subcommand) + "'. Try " + container
            + " HELP.";
    }

    /** A command that doesn't exist, with the beginning of what was sent with it. */
    public static String unknownCommand(final RequestArguments request) {
        final StringBuilder arguments = new StringBuilder();
        for (int i = 1; i < request.argCount() && arguments.length() < CLIP_LENGTH; i++) {
            final String text = text(request, i, CLIP_LENGTH - arguments.length());
            arguments.append('\'').append(text).append("' ");
        }
        return "ERR unknown command '" + text(request, 0, CLIP_LENGTH) + "', with args beginning with: " + arguments;
    }

    /** A write that can't be recorded; {@code reason} in the words of the system. */
    public static String journalFailed(final String reason) {
        return "MISCONF Errors writing to the AOF file: " + reason;
    }

    private static String clip(final String text) {
        final String shown = upToZero(text);
        return shown.substring(0, Math.min(CLIP_LENGTH, shown.length()));
    }

    private static String upToZero(final String text) {
        final int zero = text.indexOf('\0');
        return zero < 0 ? text : text.substring(0, zero);
    }

    private static String text(final RequestArguments request, final int index, final int maxLength) {
        return clip(NativeMemory.toText(request.argAddress(index),
            Math.min(maxLength, request.argLength(index))));
    }
}
