package org.ouzel.engine.observe;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What can happen to a key, with Redis's names: what keyspace notifications tell. */
public enum KeyEvent {
    DEL(EventClass.GENERIC),
    RENAME_FROM(EventClass.GENERIC),
    RENAME_TO(EventClass.GENERIC),
    MOVE_FROM(EventClass.GENERIC),
    MOVE_TO(EventClass.GENERIC),
    COPY_TO(EventClass.GENERIC),
    EXPIRE(EventClass.GENERIC),
    PERSIST(EventClass.GENERIC),
    RESTORE(EventClass.GENERIC),
    SET(EventClass.STRING),
    SETRANGE(EventClass.STRING),
    INCRBY(EventClass.STRING),
    INCRBYFLOAT(EventClass.STRING),
    APPEND(EventClass.STRING),
    SETBIT(EventClass.STRING),
    PFADD(EventClass.STRING),
    LPUSH(EventClass.LIST),
    RPUSH(EventClass.LIST),
    LPOP(EventClass.LIST),
    RPOP(EventClass.LIST),
    LINSERT(EventClass.LIST),
    LSET(EventClass.LIST),
    LREM(EventClass.LIST),
    LTRIM(EventClass.LIST),
    SORTSTORE(EventClass.LIST),
    SADD(EventClass.SET),
    SREM(EventClass.SET),
    SPOP(EventClass.SET),
    SINTERSTORE(EventClass.SET),
    SUNIONSTORE(EventClass.SET),
    SDIFFSTORE(EventClass.SET),
    HSET(EventClass.HASH),
    HDEL(EventClass.HASH),
    HINCRBY(EventClass.HASH),
    HINCRBYFLOAT(EventClass.HASH),
    HEXPIRE(EventClass.HASH),
    HPERSIST(EventClass.HASH),
    HEXPIRED(EventClass.HASH),
    ZADD(EventClass.SORTED_SET),
    ZINCR(EventClass.SORTED_SET),
    ZREM(EventClass.SORTED_SET),
    ZREMRANGEBYSCORE(EventClass.SORTED_SET),
    ZREMRANGEBYRANK(EventClass.SORTED_SET),
    ZREMRANGEBYLEX(EventClass.SORTED_SET),
    ZPOPMIN(EventClass.SORTED_SET),
    ZPOPMAX(EventClass.SORTED_SET),
    ZUNIONSTORE(EventClass.SORTED_SET),
    ZINTERSTORE(EventClass.SORTED_SET),
    ZDIFFSTORE(EventClass.SORTED_SET),
    ZRANGESTORE(EventClass.SORTED_SET),
    GEORADIUSSTORE(EventClass.SORTED_SET),
    GEOSEARCHSTORE(EventClass.SORTED_SET),
    XADD(EventClass.STREAM),
    XTRIM(EventClass.STREAM),
    XDEL(EventClass.STREAM),
    XSETID(EventClass.STREAM),
    XGROUP_CREATE(EventClass.STREAM),
    XGROUP_SETID(EventClass.STREAM),
    XGROUP_DESTROY(EventClass.STREAM),
    XGROUP_CREATECONSUMER(EventClass.STREAM),
    XGROUP_DELCONSUMER(EventClass.STREAM),
    EXPIRED(EventClass.EXPIRED),
    EVICTED(EventClass.EVICTED),
    KEYMISS(EventClass.MISS),
    NEW(EventClass.NEW);

    private static final Map<String, KeyEvent> BY_NAME = new HashMap<>();

    private final EventClass eventClass;
    private final byte[] text;

    KeyEvent(final EventClass eventClass) {
        this.eventClass = eventClass;
        this.text = name().toLowerCase(Locale.ROOT).replace("xgroup_", "xgroup-")
            .getBytes(StandardCharsets.ISO_8859_1);
    }

    static {
        for (final KeyEvent each : values()) {
            BY_NAME.put(each.name().toLowerCase(Locale.ROOT), each);
        }
        BY_NAME.put("georadius", GEORADIUSSTORE);
        BY_NAME.put("georadiusbymember", GEORADIUSSTORE);
    }

    /** Returns the event of a command that stores its result under another key, by the command's name. */
    public static KeyEvent ofStoring(final String command) {
        return BY_NAME.get(command);
    }

    public EventClass eventClass() {
        return eventClass;
    }

    /** Returns the event's name; not to be changed. */
    public byte[] text() {
        return text;
    }
}
