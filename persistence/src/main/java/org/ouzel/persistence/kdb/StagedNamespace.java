package org.ouzel.persistence.kdb;

import java.util.ArrayList;
import java.util.List;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.access.Namespace;
import org.ouzel.engine.access.Quota;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.evict.EvictionPolicy;
import org.ouzel.engine.evict.EvictionSettings;
import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.Keyspace;
import org.ouzel.persistence.rdb.RdbTarget;

/** What is loaded for a namespace, beside what it holds, until it takes its place. All shards are held. */
final class StagedNamespace implements RdbTarget {
    private final ServerState server;
    private final Namespace namespace;
    private final Loaded listener;
    /** By shard and number; null where nothing has been loaded. */
    private final Database[][] databases;

    /** Is told of each key. */
    interface Loaded {
        void loaded(Database database, long entry);
    }

    StagedNamespace(final ServerState server, final Namespace namespace, final Loaded listener) {
        this.server = server;
        this.namespace = namespace;
        this.listener = listener;
        databases = new Database[server.shardCount()][server.databaseCount()];
    }

    @Override
    public Database databaseOf(final long number, final int shard) {
        if (number < 0 || number >= server.databaseCount()) {
            throw new IllegalArgumentException("the file has more databases than the server: number="
                + Long.toUnsignedString(number) + " databases=" + server.databaseCount());
        }
        final int index = (int) number;
        if (databases[shard][index] == null) {
            databases[shard][index] = server.shard(shard).keyspace().beside(namespace.number(), index);
        }
        return databases[shard][index];
    }

    @Override
    public void loaded(final Database database, final long entry) {
        listener.loaded(database, entry);
    }

    /** Returns the error text if this is more than the namespace, or the server, may hold; or null. */
    String refusal() {
        long bytes = 0;
        long keyCount = 0;
        for (final Database database : all()) {
            bytes += database.usedBytes();
            keyCount += database.keyCount();
        }
        final Quota quota = namespace.quota();
        if (quota.memoryBytes() > 0 && bytes > quota.memoryBytes()) {
            return namespace.refuse(Namespace.Limit.MEMORY);
        }
        if (quota.keyCount() > 0 && keyCount > quota.keyCount()) {
            return namespace.refuse(Namespace.Limit.KEYS);
        }
        return isTooMuch(bytes) ? Errors.OUT_OF_MEMORY : null;
    }

    /** What can be evicted gives way, once the keys have taken their place; they alone have to fit in. */
    private boolean isTooMuch(final long bytes) {
        final EvictionSettings eviction = server.eviction();
        return eviction.maxMemoryBytes() > 0 && (eviction.policy() == EvictionPolicy.NOEVICTION
            ? server.memoryShares().areExceeded() : bytes > eviction.maxMemoryBytes());
    }

    /** Puts what was loaded in the place of all that the namespace holds; who watches or keeps keys is told. */
    void takePlace() {
        for (int shard = 0; shard < server.shardCount(); shard++) {
            final Keyspace keyspace = server.shard(shard).keyspace();
            server.shard(shard).observers().flushing(namespace.number(), shard == 0);
            for (int number = 0; number < server.databaseCount(); number++) {
                final Database staged = databases[shard][number];
                final Database present = keyspace.databaseIfPresent(namespace.number(), number);
                if (staged != null) {
                    server.shard(shard).observers().exchanging(keyspace.database(namespace.number(), number), staged);
                    keyspace.exchangeWith(staged);
                } else if (present != null) {
                    server.shard(shard).observers().clearing(present);
                    present.clear();
                }
            }
        }
    }

    /** Lets go of what hasn't taken its place, or of what was there before. */
    void release() {
        for (int shard = 0; shard < server.shardCount(); shard++) {
            for (int number = 0; number < server.databaseCount(); number++) {
                if (databases[shard][number] != null) {
                    server.shard(shard).keyspace().release(databases[shard][number]);
                    databases[shard][number] = null;
                }
            }
        }
    }

    private List<Database> all() {
        final List<Database> all = new ArrayList<>();
        for (final Database[] ofShard : databases) {
            for (final Database database : ofShard) {
                if (database != null) {
                    all.add(database);
                }
            }
        }
        return all;
    }
}
