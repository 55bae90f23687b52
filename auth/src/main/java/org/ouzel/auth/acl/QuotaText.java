package org.ouzel.auth.acl;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.ouzel.engine.access.Namespace.Limit;
import org.ouzel.engine.access.Quota;

/** Quotas as words: {@code memory}, {@code keys}, {@code connections}, {@code operations}, {@code bytes}. */
final class QuotaText {
    private static final long KILO = 1024;

    private QuotaText() {
    }

    /** Returns the limit of a name in any case, or null. */
    static Limit limit(final String name) {
        for (final Limit limit : Limit.values()) {
            if (name(limit).equals(name.toLowerCase(Locale.ROOT))) {
                return limit;
            }
        }
        return null;
    }

    static String name(final Limit limit) {
        return limit.name().toLowerCase(Locale.ROOT);
    }

    /** Returns the number that a text means, {@code 10}, {@code 64mb} …; -1 if it is none. */
    static long number(final String text) {
        final String lower = text.toLowerCase(Locale.ROOT);
        long unit = 1;
        String digits = lower;
        for (final String[] each : new String[][] {{"gb", "3"}, {"mb", "2"}, {"kb", "1"}}) {
            if (lower.endsWith(each[0])) {
                unit = (long) Math.pow(KILO, Integer.parseInt(each[1]));
                digits = lower.substring(0, lower.length() - each[0].length());
            }
        }
        if (!digits.matches("\\d{1,15}")) {
            return -1;
        }
        final long number = Long.parseLong(digits);
        return number > Long.MAX_VALUE / unit ? -1 : number * unit;
    }

    static Map<Limit, Long> values(final Quota quota) {
        final Map<Limit, Long> values = new EnumMap<>(Limit.class);
        values.put(Limit.MEMORY, quota.memoryBytes());
        values.put(Limit.KEYS, quota.keyCount());
        values.put(Limit.CONNECTIONS, quota.connectionCount());
        values.put(Limit.OPERATIONS, quota.operationsPerSecond());
        values.put(Limit.BYTES, quota.bytesPerSecond());
        return values;
    }

    static Quota quota(final Map<Limit, Long> values) {
        return new Quota(values.get(Limit.MEMORY), values.get(Limit.KEYS), values.get(Limit.CONNECTIONS),
            values.get(Limit.OPERATIONS), values.get(Limit.BYTES));
    }
}
