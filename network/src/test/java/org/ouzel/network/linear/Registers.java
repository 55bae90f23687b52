package org.ouzel.network.linear;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The sequential meaning of the commands in a history: what a server that ran them one by one would answer. */
final class Registers {
    /** {@code TX command...}: a transaction of commands, each a text with blanks. */
    static final String TRANSACTION = "TX";
    /** {@code CAS key expected command...}: a transaction that runs if the key has the value expected. */
    static final String CAS = "CAS";

    private static final String NONE = "none";
    private static final String NOT_EXECUTED = "*-1\r\n";

    private final Map<String, String> values;

    private Registers(final Map<String, String> values) {
        this.values = values;
    }

    static Registers empty() {
        return new Registers(Map.of());
    }

    /** @return the state after {@code operation}, or {@code null} if its reply is wrong in this state */
    Registers after(final Operation operation) {
        final Map<String, String> next = new TreeMap<>(values);
        if (operation.command().get(0).equals(CAS) && operation.reply().equals(NOT_EXECUTED)) {
            // The key may have changed before the client read what it then took for its value.
            return this;
        }
        return run(operation.command(), next).equals(operation.reply()) ? new Registers(next) : null;
    }

    /** Returns whether an operation with its reply is without effect in every state in which the reply is right. */
    static boolean changesNothing(final Operation operation) {
        return switch (operation.command().get(0)) {
            case "GET", "MGET" -> true;
            case "RENAME" -> operation.reply().startsWith("-");
            case "DEL", "MSETNX", "COPY", "REPLACE" -> operation.reply().equals(":0\r\n");
            case CAS -> operation.reply().equals(NOT_EXECUTED);
            default -> false;
        };
    }

    /** Changes {@code state} as the command does, and returns its reply. */
    static String run(final List<String> command, final Map<String, String> state) {
        final List<String> keys = command.subList(1, command.size());
        final String first = keys.get(0);
        switch (command.get(0)) {
            case "GET":
                return bulk(state.get(first));
            case "SET":
                state.put(first, keys.get(1));
                return "+OK\r\n";
            case "GETSET":
                return bulk(state.put(first, keys.get(1)));
            case "APPEND":
                return ":" + state.merge(first, keys.get(1), String::concat).length() + "\r\n";
            case "DEL":
                return ":" + keys.stream().distinct().filter(key -> state.remove(key) != null).count() + "\r\n";
            case "MSET":
                putAll(keys, state);
                return "+OK\r\n";
            case "MSETNX":
                return msetnx(keys, state);
            case "MGET":
                final StringBuilder reply = new StringBuilder("*" + keys.size() + "\r\n");
                keys.forEach(key -> reply.append(bulk(state.get(key))));
                return reply.toString();
            case TRANSACTION:
                return transaction(keys, state);
            case CAS:
                return keys.get(1).equals(state.getOrDefault(first, ""))
                    ? transaction(keys.subList(2, keys.size()), state) : NOT_EXECUTED;
            case "RENAME":
                return rename(first, keys.get(1), state);
            case "COPY":
                return copy(first, keys.get(1), state);
            case "SWAP":
                final String swapped = both(first, keys.get(1), state);
                putAll(List.of(first, after(swapped), keys.get(1), before(swapped)), state);
                return bulk(swapped);
            case "REPLACE":
                return state.getOrDefault(first, NONE).equals(keys.get(1)) ? replace(first, keys.get(2), state)
                    : ":0\r\n";
            case "ALONE":
                return bulk(state.merge(first, keys.get(1), String::concat));
            case "HIDDEN":
                final String seen = both(first, keys.get(1), state);
                state.put(first, keys.get(2));
                state.merge(keys.get(1), keys.get(2), String::concat);
                return bulk(seen);
            default:
                throw new IllegalArgumentException("no model of command=" + command);
        }
    }

    private static String transaction(final List<String> commands, final Map<String, String> state) {
        final StringBuilder replies = new StringBuilder("*" + commands.size() + "\r\n");
        commands.forEach(each -> replies.append(run(List.of(each.split(" ")), state)));
        return replies.toString();
    }

    private static String both(final String first, final String second, final Map<String, String> state) {
        return state.getOrDefault(first, NONE) + "," + state.getOrDefault(second, NONE);
    }

    private static String before(final String pair) {
        return pair.substring(0, pair.indexOf(','));
    }

    private static String after(final String pair) {
        return pair.substring(pair.indexOf(',') + 1);
    }

    private static String replace(final String key, final String value, final Map<String, String> state) {
        state.put(key, value);
        return ":1\r\n";
    }

    private static void putAll(final List<String> pairs, final Map<String, String> state) {
        for (int i = 0; i < pairs.size(); i += 2) {
            state.put(pairs.get(i), pairs.get(i + 1));
        }
    }

    private static String msetnx(final List<String> pairs, final Map<String, String> state) {
        for (int i = 0; i < pairs.size(); i += 2) {
            if (state.containsKey(pairs.get(i))) {
                return ":0\r\n";
            }
        }
        putAll(pairs, state);
        return ":1\r\n";
    }

    private static String rename(final String from, final String to, final Map<String, String> state) {
        final String value = state.remove(from);
        if (value == null) {
            return "-ERR no such key\r\n";
        }
        state.put(to, value);
        return "+OK\r\n";
    }

    /** With REPLACE. */
    private static String copy(final String from, final String to, final Map<String, String> state) {
        final String value = state.get(from);
        if (value == null) {
            return ":0\r\n";
        }
        state.put(to, value);
        return ":1\r\n";
    }

    private static String bulk(final String value) {
        return value == null ? "$-1\r\n" : "$" + value.length() + "\r\n" + value + "\r\n";
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof Registers registers && values.equals(registers.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
