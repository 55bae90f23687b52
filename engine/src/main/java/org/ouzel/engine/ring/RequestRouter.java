package org.ouzel.engine.ring;

import org.ouzel.engine.ServerState;
import org.ouzel.engine.command.CommandSpec;
import org.ouzel.engine.command.KeyFinder;
import org.ouzel.engine.command.KeyList;

/** Finds out which shards have to do with a request, and how they share it. One thread, that of its IO loop. */
final class RequestRouter {
    private final KeyList keys = new KeyList();
    private final ServerState server;
    private final int shardCount;
    private final long allShards;

    RequestRouter(final ServerState server) {
        this.server = server;
        this.shardCount = server.shardCount();
        this.allShards = -1L >>> Long.SIZE - shardCount;
    }

    /** Sets the event's shards, their way of sharing, and the hash of its first key. */
    void route(final CommandEvent event, final CommandSpec spec) {
        final int firstKey = spec.firstKey();
        final long hash = firstKey > 0 && firstKey < event.argCount()
            ? server.hashOf(event.argAddress(firstKey), event.argLength(firstKey)) : 0;
        if (shardCount == 1) {
            event.setRouting(spec, CommandEvent.Sharing.SINGLE, 1, hash);
            return;
        }
        switch (spec.routing()) {
            case FIRST_KEY -> event.setRouting(spec, CommandEvent.Sharing.SINGLE, ownerOf(event, firstKey), hash);
            case CHANNEL -> event.setRouting(spec, CommandEvent.Sharing.SINGLE, ownerOf(event, 1), 0);
            case SPLIT_KEYS -> routeByKeys(event, spec, splitSharing(event, spec), hash);
            case RENDEZVOUS_KEYS -> routeByKeys(event, spec, CommandEvent.Sharing.RENDEZVOUS, hash);
            case SCRIPT -> routeScript(event, spec, hash);
            case SPLIT_ALL -> event.setRouting(spec, CommandEvent.Sharing.SPLIT, allShards, hash);
            default -> event.setRouting(spec, CommandEvent.Sharing.RENDEZVOUS, allShards, hash);
        }
    }

    /** Shards that might refuse have to decide together. */
    private CommandEvent.Sharing splitSharing(final CommandEvent event, final CommandSpec spec) {
        return spec.isDenyOom() && (server.maxMemoryBytes() > 0 || event.user().namespace().hasStorageLimit())
            ? CommandEvent.Sharing.RENDEZVOUS : CommandEvent.Sharing.SPLIT;
    }

    private void routeScript(final CommandEvent event, final CommandSpec spec, final long hash) {
        if (server.scripts().isConfined(event, spec)) {
            routeByKeys(event, spec, CommandEvent.Sharing.RENDEZVOUS, hash);
        } else {
            event.setRouting(spec, CommandEvent.Sharing.RENDEZVOUS, allShards, hash);
        }
    }

    /** Lets all shards meet at a slot at which several do. */
    void widen(final CommandEvent event) {
        event.setRouting(event.spec(), CommandEvent.Sharing.RENDEZVOUS, allShards, event.keyHash());
    }

    /** Returns the shards that a request would be for, a bit for each; 0 if it needs none. */
    long shardsOf(final CommandEvent event, final CommandSpec spec) {
        if (spec.routing().isOnSession()) {
            return 0;
        }
        route(event, spec);
        return event.shardSet();
    }

    /** Routes EXEC: to the shards of what the slot carries. */
    void routeTransaction(final CommandEvent event, final CommandSpec spec) {
        final long watched = event.watch() == null ? 0 : event.watch().shardSet();
        final long shards = event.transaction().shardSet() | watched;
        event.setRouting(spec, Long.bitCount(shards) > 1 ? CommandEvent.Sharing.RENDEZVOUS
            : CommandEvent.Sharing.SINGLE, shards == 0 ? 1 : shards, 0);
    }

    /** Has all shards meet at the slot. */
    void meetAll(final CommandEvent event, final CommandSpec spec) {
        event.setRouting(spec,
            shardCount == 1 ? CommandEvent.Sharing.SINGLE : CommandEvent.Sharing.RENDEZVOUS, allShards, 0);
    }

    private void routeByKeys(final CommandEvent event, final CommandSpec spec, final CommandEvent.Sharing sharing,
        final long hash) {
        keys.clear();
        if (!KeyFinder.find(spec, event, keys)) {
            // What the keys are is not for the specifications to say: the handler may look at any argument.
            event.setRouting(spec, CommandEvent.Sharing.RENDEZVOUS, allShards, hash);
            return;
        }
        long shards = 0;
        for (int i = 0; i < keys.size(); i++) {
            shards |= ownerOf(event, keys.index(i));
        }
        // Without keys the handler only has to say what is wrong with the request.
        final boolean isShared = Long.bitCount(shards) > 1;
        event.setRouting(spec, isShared ? sharing : CommandEvent.Sharing.SINGLE, shards == 0 ? 1 : shards, hash);
    }

    private long ownerOf(final CommandEvent event, final int keyArg) {
        return 1L << server.shardOf(event.argAddress(keyArg), event.argLength(keyArg));
    }
}
