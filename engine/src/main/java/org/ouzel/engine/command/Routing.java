package org.ouzel.engine.command;

/** Where a command runs: on the connection's own loop, or on which of the shards that walk the ring. */
public enum Routing {
    /** Touches the session only; runs on the connection's IO loop when it is decoded. */
    SESSION,
    /**
     * Begins as {@link #SESSION} does, and may then wait for another thread's answer, or go on in a meeting of all
     * shards; nothing behind it is decoded before it is known which.
     */
    SESSION_LATE,
    /** Has one key (or keys that must share a shard); the owner of the first one runs it. */
    FIRST_KEY,
    /** Every shard that owns one of the keys does its part; the parts are merged. */
    SPLIT_KEYS,
    /** Every shard does its part; the parts are merged. */
    SPLIT_ALL,
    /** The shards that own the keys meet at the slot, and one runs it for all. */
    RENDEZVOUS_KEYS,
    /** All shards meet at the slot, and one runs it for all. */
    RENDEZVOUS_ALL,
    /**
     * Runs a script: all shards meet at the slot and one runs it, or only those that own the declared keys if the
     * script says that it touches no others.
     */
    SCRIPT,
    /** Has a channel's name as first argument; the owner of the channel runs it. */
    CHANNEL,
    /** The shards of all queued commands and of all watched keys meet, and one runs it for all (EXEC). */
    TRANSACTION;

    /** Tells whether the command begins on the connection's IO loop. */
    public boolean isOnSession() {
        return this == SESSION || this == SESSION_LATE;
    }
}
