package org.ouzel.engine.session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** All sessions by their ids. Callable from any thread; written only when a client comes or goes. */
public final class SessionRegistry implements Iterable<Session> {
    private final AtomicLong nextId = new AtomicLong();
    private final AtomicLong receivedCount = new AtomicLong();
    private final AtomicLong rejectedCount = new AtomicLong();
    private final ConcurrentHashMap<Long, Session> sessions = new ConcurrentHashMap<>();

    /** Returns an id that was never given out before. */
    public long newId() {
        return nextId.incrementAndGet();
    }

    public void add(final Session session) {
        receivedCount.incrementAndGet();
        sessions.put(session.id(), session);
        session.enter();
    }

    public void remove(final Session session) {
        if (sessions.remove(session.id()) != null) {
            session.leave();
        }
    }

    /** Counts a client that was turned away. */
    public void countRejected() {
        rejectedCount.incrementAndGet();
    }

    /** Returns the session with an id, or null. */
    public Session find(final long id) {
        return sessions.get(id);
    }

    public int size() {
        return sessions.size();
    }

    /** Counts those who come and those who are turned away from 0 again. */
    public void resetCounts() {
        receivedCount.set(0);
        rejectedCount.set(0);
    }

    /** Returns how many clients came and were let in. */
    public long receivedCount() {
        return receivedCount.get();
    }

    public long rejectedCount() {
        return rejectedCount.get();
    }

    /** Iterates over all sessions in no order. */
    @Override
    public Iterator<Session> iterator() {
        return sessions.values().iterator();
    }

    /** Returns all sessions in the order in which they came. */
    public List<Session> all() {
        final List<Session> all = new ArrayList<>(sessions.values());
        all.sort(Comparator.comparingLong(Session::id));
        return all;
    }
}
