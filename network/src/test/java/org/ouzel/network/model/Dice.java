package org.ouzel.network.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.ouzel.network.harness.RawConnection;

/** The random source of a run: a seed names one sequence of keys, values and numbers. */
public final class Dice {
    /** Few keys, so that commands meet; with three shards each shard has some, alone and under a hash tag. */
    static final List<String> KEYS = List.of("a", "A", "0", "C", "1", "foo", "key:1", "key:2", "key:10", "key:13",
        "{a}1", "{a}2", "{A}1", "{A}2", "{0}1", "{0}2", "{}x", "a{V}b", "\u0000\r\n", "long-" + "k".repeat(80));
    private static final String[] ODD_NUMBERS = {"0", "-1", "1", "9223372036854775807", "-9223372036854775808",
        "9223372036854775808", "-9223372036854775809", "18446744073709551616", "1.5", "1e3", "+1", " 1", "1 ", "01",
        "-0", "", "abc", "0x10", "inf", "-inf", "nan", "1\u00002", "2147483648", "-2147483649", "4294967296"};

    private final SplittableRandom random;

    public Dice(final long seed) {
        random = new SplittableRandom(seed);
    }

    /** From 0 to {@code bound} - 1. */
    public int below(final int bound) {
        return random.nextInt(bound);
    }

    /** From {@code from} to {@code to}, both included. */
    public int between(final int from, final int to) {
        return random.nextInt(from, to + 1);
    }

    public long anyLong() {
        return random.nextLong();
    }

    public boolean chance(final int percent) {
        return random.nextInt(100) < percent;
    }

    @SafeVarargs
    public final <T> T oneOf(final T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    public <T> T oneOf(final List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    public String key() {
        return oneOf(KEYS);
    }

    /** From {@code from} to {@code to} keys, repetitions allowed. */
    public List<String> keys(final int from, final int to) {
        return times(from, to, this::key);
    }

    public <T> List<T> times(final int from, final int to, final Supplier<T> item) {
        final int count = between(from, to);
        final List<T> items = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            items.add(item.get());
        }
        return items;
    }

    /** The parts in random order, each left out with {@code skipPercent}. */
    public List<Object> someOf(final int skipPercent, final Object... parts) {
        final List<Object> chosen = new ArrayList<>();
        for (final Object part : parts) {
            if (!chance(skipPercent)) {
                chosen.add(part);
            }
        }
        for (int i = chosen.size() - 1; i > 0; i--) {
            Collections.swap(chosen, i, below(i + 1));
        }
        return chosen;
    }

    /** {@code parts} with {@code percent} probability, else nothing. */
    public List<Object> maybe(final int percent, final Object... parts) {
        return chance(percent) ? List.of(parts) : List.of();
    }

    /** The word in upper, lower or mixed case. */
    public String anyCase(final String word) {
        switch (below(8)) {
            case 0:
                return word.toLowerCase(Locale.ROOT);
            case 1:
                return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1).toLowerCase(Locale.ROOT);
            default:
                return word;
        }
    }

    public String oddNumber() {
        return oneOf(ODD_NUMBERS);
    }

    /** Mostly a small integer, sometimes a large or no integer at all. */
    public String integer() {
        final int roll = below(20);
        if (roll == 0) {
            return oddNumber();
        }
        return roll < 4 ? Long.toString(anyLong() >> below(64)) : Integer.toString(between(-20, 20));
    }

    /** A decimal number as clients send them, now and then not a number. */
    public String decimal() {
        switch (below(12)) {
            case 0:
                return oddNumber();
            case 1:
                return between(-99, 99) + "e" + between(-5, 5);
            case 2:
                return Integer.toString(between(-1000, 1000));
            default:
                return String.format(Locale.ROOT, "%." + between(1, 4) + "f", random.nextDouble(-1000, 1000));
        }
    }

    /** A value of any kind: text, integer, decimal, empty, binary, short or some hundred bytes long. */
    public byte[] value() {
        switch (below(10)) {
            case 0:
                return RawConnection.bytes(oddNumber());
            case 1, 2, 3:
                return RawConnection.bytes(integer());
            case 4:
                return RawConnection.bytes(decimal());
            case 5:
                return binary(between(0, 40));
            case 6:
                return binary(chance(10) ? between(1000, 20_000) : between(40, 300));
            default:
                return RawConnection.bytes(word());
        }
    }

    public byte[] binary(final int length) {
        final byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    /** A word over a small alphabet, so that words share parts. */
    public String word() {
        final StringBuilder word = new StringBuilder();
        for (int i = between(1, 12); i > 0; i--) {
            word.append((char) ('a' + below(5)));
        }
        return word.toString();
    }

    /** Seconds far enough away that no test sees them pass. */
    public long farSeconds() {
        return between(10_000, 2_000_000);
    }

    public long farMillis() {
        return farSeconds() * 1000 + below(1000);
    }

    /** A second in this century that no test will see. */
    public long farUnixSeconds() {
        return 3_000_000_000L + below(1_000_000_000);
    }

    /** A second before any test. */
    public long pastUnixSeconds() {
        return 1 + below(1_000_000_000);
    }
}
