package org.ouzel.engine.observe;

import org.ouzel.engine.ServerState;
import org.ouzel.engine.Shard;
import org.ouzel.engine.session.Session;
import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.tracking.Tracking;
import org.ouzel.engine.tracking.TrackingTable;
import org.ouzel.engine.transaction.Watch;
import org.ouzel.engine.transaction.WatchTable;
import org.ouzel.protocol.NativeBuffer;

/**
 * All who want to know what happens to the keys of one shard: transactions that watch them, clients that cache them,
 * and who listens to keyspace notifications. Costs one test of a field per change when nobody does.
 *
 * <p>The shard's thread, or who holds the shard.
 */
public final class KeyObservers implements AutoCloseable {
    private static final int INLINE_BYTES = 64;
    private static final int KEPT_BYTES = 16 * 1024;

    private boolean areAny;
    private boolean isMissNoted;
    private final Shard shard;
    private final WatchTable watches;
    private final Notifications notifications;
    private final TrackingTable tracking;
    private final NativeBuffer key = new NativeBuffer(INLINE_BYTES, KEPT_BYTES);

    /** Makes the observers of a shard's keys. */
    public KeyObservers(final ServerState server, final Shard shard) {
        this.shard = shard;
        watches = new WatchTable(shard.index());
        tracking = new TrackingTable(server, shard);
        notifications = new Notifications(server, shard);
    }

    /** Chooses what is notified: the bits of {@link EventClass}es. */
    public void setNotifiedClasses(final int classes) {
        notifications.setClasses(classes);
        shard.keyspace().noteCreations(notifications.isOn(EventClass.NEW));
        refresh();
    }

    /** Lets a transaction watch a key. */
    public void watch(final Watch watch, final Database database, final long keyAddress, final int keyLength) {
        watches.add(watch, database, keyAddress, keyLength);
        refresh();
    }

    /** Ends what a session watches on this shard. */
    public void unwatch(final Watch watch) {
        watches.remove(watch);
        refresh();
    }

    /** Returns the keys that transactions watch. */
    public WatchTable watches() {
        return watches;
    }

    /** Notes that a session has read a key and keeps it. */
    public void track(final Session session, final int namespace, final long keyAddress, final int keyLength) {
        tracking.add(session, namespace, keyAddress, keyLength);
        areAny = true;
    }

    /** A session begins, changes or ends (null) tracking; on all shards. */
    public void setTracking(final Session session, final Tracking old, final Tracking next) {
        if (old != null && old.isBroadcast()) {
            tracking.removePrefixes(session, old);
        }
        if (next != null && next.isBroadcast()) {
            tracking.addPrefixes(session, next);
        }
        refresh();
    }

    /** Returns which keys clients keep. */
    public TrackingTable tracking() {
        return tracking;
    }

    /**
     * All keys of one or more databases of a namespace are about to go.
     *
     * @param isTelling whether this shard is the one to tell clients that cache
     */
    public void flushing(final int namespace, final boolean isTelling) {
        tracking.flushed(namespace, isTelling);
        refresh();
    }

    /** Returns whether anybody wants to know of changes. */
    public boolean areAny() {
        return areAny;
    }

    /** Returns whether anybody wants to know of keys that are looked for in vain. */
    public boolean isMissNoted() {
        return isMissNoted;
    }

    /**
     * A key was given a value, changed, or taken away.
     *
     * @param event what happened, or null if that isn't to be told
     */
    public void changed(final KeyEvent event, final Database database, final long keyAddress, final int keyLength) {
        changed(event, database, keyAddress, keyLength, shard.currentSession());
    }

    private void changed(final KeyEvent event, final Database database, final long keyAddress, final int keyLength,
        final Session origin) {
        if (!watches.isEmpty()) {
            watches.touch(database.scope(), keyAddress, keyLength);
        }
        if (!tracking.isEmpty()) {
            tracking.changed(database.namespace(), keyAddress, keyLength, origin);
        }
        if (event != null) {
            notifications.send(event, database, keyAddress, keyLength);
        }
    }

    /** Something happened to a key that changes nothing in it: it was made, or looked for in vain. */
    public void noted(final KeyEvent event, final Database database, final long keyAddress, final int keyLength) {
        notifications.send(event, database, keyAddress, keyLength);
    }

    /** A key goes away by itself, and by nobody's doing; its entry can still be read. */
    public void removed(final KeyEvent event, final Database database, final long entry) {
        changed(event, database, EntryDescriptor.keyAddress(entry), EntryDescriptor.keyLength(entry), null);
    }

    /** A database is about to lose all its keys. */
    public void clearing(final Database database) {
        if (!watches.isEmpty()) {
            watches.touchIf(database.scope(), bytes -> isIn(database, bytes));
        }
    }

    /** Two databases are about to exchange their keys. */
    public void exchanging(final Database first, final Database second) {
        watches.touchIf(first.scope(), bytes -> isIn(first, bytes) || isIn(second, bytes));
        watches.touchIf(second.scope(), bytes -> isIn(first, bytes) || isIn(second, bytes));
    }

    @Override
    public void close() {
        key.close();
    }

    private void refresh() {
        areAny = !watches.isEmpty() || !tracking.isEmpty() || notifications.areOn();
        isMissNoted = notifications.isOn(EventClass.MISS);
    }

    private boolean isIn(final Database database, final byte[] bytes) {
        key.reset();
        key.putBytes(bytes);
        return database.contains(key.address(), bytes.length);
    }
}
