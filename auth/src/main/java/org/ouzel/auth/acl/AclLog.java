package org.ouzel.auth.acl;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ouzel.engine.access.AccessDenial;

/**
 * What ACL LOG shows: refused requests and passwords, the latest first; equal ones within a minute are one entry.
 *
 * <p>Callable from any thread: refusals are rare, and their order among threads means nothing.
 */
final class AclLog {
    /** Where a refused request came from. */
    enum Origin {
        TOPLEVEL, MULTI, LUA;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Why something was refused. */
    enum Reason {
        COMMAND, KEY, CHANNEL, AUTH, TLS_CERT;

        static Reason of(final AccessDenial.Reason reason) {
            return valueOf(reason.name());
        }

        String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** In place of a namespace's number. */
    static final int ALL_NAMESPACES = -1;

    private static final long GROUPING_MS = 60_000;

    private long nextId;
    private final Map<Integer, long[]> counts = new HashMap<>();
    private final Deque<Entry> entries = new ArrayDeque<>();

    /**
     * Takes note of a refusal.
     *
     * @param object     the command, key or channel, or the command that brought a wrong password; empty for none
     * @param userName   whom it was refused to
     * @param clientLine the client as CLIENT LIST shows it
     * @param nowMs      Unix milliseconds
     * @param maxCount   entries to keep
     */
    synchronized void add(final Reason reason, final Origin origin, final String object, final String userName,
        final String clientLine, final long nowMs, final int maxCount) {
        Entry entry = takeEqual(reason, origin, object, userName, nowMs);
        if (entry == null) {
            entry = new Entry(nextId++, reason, origin, object, userName, nowMs);
        }
        entry.count++;
        entry.updatedMs = nowMs;
        entry.clientLine = clientLine;
        entries.addFirst(entry);
        while (entries.size() > maxCount) {
            entries.removeLast();
        }
    }

    private Entry takeEqual(final Reason reason, final Origin origin, final String object, final String userName,
        final long nowMs) {
        for (final Iterator<Entry> each = entries.iterator(); each.hasNext();) {
            final Entry entry = each.next();
            if (entry.reason == reason && entry.origin == origin && nowMs - entry.updatedMs <= GROUPING_MS
                && entry.object.equals(object) && entry.userName.equals(userName)) {
                each.remove();
                return entry;
            }
        }
        return null;
    }

    /** Returns copies of the latest entries, the latest first. */
    synchronized List<Entry> latest(final long count) {
        final List<Entry> latest = new ArrayList<>();
        for (final Entry entry : entries) {
            if (latest.size() >= count) {
                break;
            }
            latest.add(new Entry(entry));
        }
        return latest;
    }

    synchronized void reset() {
        entries.clear();
    }

    /** Counts a refusal to a client of a namespace. */
    synchronized void count(final Reason reason, final int namespace) {
        for (final int each : new int[] {ALL_NAMESPACES, namespace}) {
            counts.computeIfAbsent(each, ignored -> new long[Reason.values().length])[reason.ordinal()]++;
        }
    }

    /** Returns how often there was each reason since the start, by the names of INFO and in its order. */
    synchronized Map<String, Long> counts(final int namespace) {
        final long[] found = counts.getOrDefault(namespace, new long[Reason.values().length]);
        final Map<String, Long> named = new LinkedHashMap<>();
        named.put("auth", found[Reason.AUTH.ordinal()]);
        named.put("cmd", found[Reason.COMMAND.ordinal()]);
        named.put("key", found[Reason.KEY.ordinal()]);
        named.put("channel", found[Reason.CHANNEL.ordinal()]);
        named.put("tls_cert", found[Reason.TLS_CERT.ordinal()]);
        return named;
    }

    /** One group of equal refusals. */
    static final class Entry {
        private long count;
        private long updatedMs;
        private String clientLine;
        private final long id;
        private final Reason reason;
        private final Origin origin;
        private final String object;
        private final String userName;
        private final long createdMs;

        private Entry(final long id, final Reason reason, final Origin origin, final String object,
            final String userName, final long createdMs) {
            this.id = id;
            this.reason = reason;
            this.origin = origin;
            this.object = object;
            this.userName = userName;
            this.createdMs = createdMs;
        }

        private Entry(final Entry other) {
            this(other.id, other.reason, other.origin, other.object, other.userName, other.createdMs);
            count = other.count;
            updatedMs = other.updatedMs;
            clientLine = other.clientLine;
        }

        long count() {
            return count;
        }

        long updatedMs() {
            return updatedMs;
        }

        String clientLine() {
            return clientLine;
        }

        long id() {
            return id;
        }

        Reason reason() {
            return reason;
        }

        Origin origin() {
            return origin;
        }

        String object() {
            return object;
        }

        String userName() {
            return userName;
        }

        long createdMs() {
            return createdMs;
        }
    }
}
