package org.ouzel.engine.observe;

import java.nio.charset.StandardCharsets;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.Shard;
import org.ouzel.engine.pubsub.ChannelMessage;
import org.ouzel.engine.ring.Delivery;
import org.ouzel.engine.store.Database;
import org.ouzel.protocol.NativeMemory;

/**
 * Keyspace notifications of one shard: messages to {@code __keyspace@<db>__:<key>} and
 * {@code __keyevent@<db>__:<event>}, delivered with the slot that brought the change. Nothing is made of them while
 * nobody listens to any channel.
 */
final class Notifications {
    private int classes;
    private final ServerState server;
    private final Shard shard;

    Notifications(final ServerState server, final Shard shard) {
        this.server = server;
        this.shard = shard;
    }

    void setClasses(final int newClasses) {
        classes = newClasses;
    }

    boolean areOn() {
        return classes != 0;
    }

    boolean isOn(final EventClass eventClass) {
        return (classes & eventClass.bit()) != 0;
    }

    void send(final KeyEvent event, final Database database, final long keyAddress, final int keyLength) {
        if (!isOn(event.eventClass()) || shard.channels().isNobodyListening()) {
            return;
        }
        final byte[] key = NativeMemory.toArray(keyAddress, keyLength);
        if (isOn(EventClass.KEYSPACE_CHANNEL)) {
            send(database, "__keyspace@", key, event.text());
        }
        if (isOn(EventClass.KEYEVENT_CHANNEL)) {
            send(database, "__keyevent@", event.text(), key);
        }
    }

    private void send(final Database database, final String prefix, final byte[] name, final byte[] payload) {
        final byte[] start = (prefix + database.number() + "__:").getBytes(StandardCharsets.ISO_8859_1);
        final byte[] channel = new byte[start.length + name.length];
        System.arraycopy(start, 0, channel, 0, start.length);
        System.arraycopy(name, 0, channel, start.length, name.length);
        shard.deliver(Delivery.of(new ChannelMessage(database.namespace(), false, channel, payload,
            server.loopCount())));
    }
}
