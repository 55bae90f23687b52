package org.ouzel.engine.command;

import org.ouzel.engine.ServerState;
import org.ouzel.engine.store.AccessClock;
import org.ouzel.engine.store.EntryDescriptor;

/** What entries keep about their use, in the form that the eviction policy in force needs. */
final class EntryUse {
    private EntryUse() {
    }

    /** Notes the use of an entry. The chance follows from the event and the key alone, unlike the entry's address. */
    static void note(final ServerState server, final long entry, final long nowMs, final long seed) {
        if (server.isLfu()) {
            final long random = seed
                ^ server.hashOf(EntryDescriptor.keyAddress(entry), EntryDescriptor.keyLength(entry));
            EntryDescriptor.setAccess(entry, AccessClock.usedLfu(EntryDescriptor.access(entry), nowMs,
                server.lfuDecayMinutes(), server.lfuLogFactor(), random));
        } else {
            EntryDescriptor.setAccess(entry, AccessClock.lru(nowMs));
        }
    }

    /** Returns the access bits of a new entry. */
    static int ofNew(final ServerState server, final long nowMs) {
        return server.isLfu() ? AccessClock.newLfu(nowMs) : AccessClock.lru(nowMs);
    }
}
