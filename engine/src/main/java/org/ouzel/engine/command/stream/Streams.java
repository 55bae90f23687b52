package org.ouzel.engine.command.stream;

import static org.ouzel.engine.store.SegmentedIndex.NONE;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.EffectWriter;
import org.ouzel.engine.observe.KeyEvent;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.store.Keyspace;
import org.ouzel.engine.type.Stream;
import org.ouzel.engine.type.StreamGroup;
import org.ouzel.engine.type.StreamId;

/** What the stream commands have in common: finding streams and groups, counting bytes, recording effects. */
final class Streams {
    private static final int STREAM_TYPE = EntryDescriptor.ENCODING_STREAM << 4 | EntryDescriptor.TYPE_STREAM;

    private Streams() {
    }

    /** Returns a key's stream for reading; null if there is none, or another type, which has been answered. */
    static Stream forReading(final CommandContext context, final int keyArg) {
        return of(context, keyArg, context.lookupRead(keyArg));
    }

    /** Returns a key's stream for writing; null if there is none, or another type, which has been answered. */
    static Stream forWriting(final CommandContext context, final int keyArg) {
        return of(context, keyArg, context.lookupWrite(keyArg));
    }

    /** Makes a stream under a key that has none. */
    static Stream create(final CommandContext context, final int keyArg) {
        final Stream stream = new Stream(keyspace(context, keyArg));
        context.databaseOf(keyArg).putCollection(context.hash(keyArg), context.argAddress(keyArg),
            context.argLength(keyArg), STREAM_TYPE, stream, EntryDescriptor.NO_EXPIRY, context.newAccess());
        return stream;
    }

    /** Returns the keyspace that a key belongs to. */
    static Keyspace keyspace(final CommandContext context, final int keyArg) {
        return context.shardOf(context.argAddress(keyArg), context.argLength(keyArg)).keyspace();
    }

    /** Lets those run again who wait for something of a stream that was there already. */
    static void wakeReaders(final CommandContext context, final int keyArg) {
        context.databaseOf(keyArg).noteChanged(context.hash(keyArg), context.argAddress(keyArg),
            context.argLength(keyArg), EntryDescriptor.TYPE_STREAM);
    }

    /** Tells whether the key was of another type, so that the command has been answered. */
    static boolean isRefused(final CommandContext context) {
        return context.reply().isError();
    }

    /** Reports what a stream has grown or shrunk by. */
    static void account(final CommandContext context, final int keyArg, final Stream stream, final long bytesBefore) {
        final long delta = stream.usedBytes() - bytesBefore;
        if (delta != 0) {
            context.databaseOf(keyArg).addUsedBytes(delta);
        }
    }

    /** Returns what errors show of an argument: up to its first zero byte, as in Redis. */
    static String shown(final CommandContext context, final int arg) {
        final String text = context.argText(arg);
        final int zero = text.indexOf('\0');
        return zero < 0 ? text : text.substring(0, zero);
    }

    /** Answers a request for a group that isn't there. */
    static void refuseGroup(final CommandContext context, final int keyArg, final int groupArg, final String where) {
        context.reply().error("NOGROUP No such key '" + shown(context, keyArg) + "' or consumer group '"
            + shown(context, groupArg) + '\'' + where);
    }

    /** Records where a group has got to. */
    static void recordGroup(final CommandContext context, final int keyArg, final StreamGroup group) {
        final EffectWriter effect = context.changedAs();
        if (effect != null) {
            effect.begin(7).text("XGROUP").text("SETID");
            effect.bytes(context.argAddress(keyArg), context.argLength(keyArg)).bytes(group.name());
            StreamTools.of(context).writeId(effect, group.lastId());
            effect.text("ENTRIESREAD").number(group.entriesRead());
        }
    }

    /** Records that a consumer was made. */
    static void recordConsumer(final CommandContext context, final int keyArg, final StreamGroup group,
        final byte[] consumer) {
        context.notify(KeyEvent.XGROUP_CREATECONSUMER, keyArg);
        final EffectWriter effect = context.changedAs();
        if (effect != null) {
            effect.begin(5).text("XGROUP").text("CREATECONSUMER");
            effect.bytes(context.argAddress(keyArg), context.argLength(keyArg)).bytes(group.name()).bytes(consumer);
        }
    }

    /** Records that an entry was given to a consumer. */
    static void recordClaim(final CommandContext context, final int keyArg, final StreamGroup group,
        final byte[] consumer, final StreamId id, final long deliveryMs, final long deliveryCount) {
        final EffectWriter effect = context.changedAs();
        if (effect != null) {
            beginClaim(context, keyArg, group, consumer, effect, 1);
            StreamTools.of(context).writeId(effect, id);
            endClaim(context, group, effect, deliveryMs, deliveryCount);
        }
    }

    /** Begins to record that entries were given to a consumer; so many identifiers follow, then {@link #endClaim}. */
    static void beginClaim(final CommandContext context, final int keyArg, final StreamGroup group,
        final byte[] consumer, final EffectWriter effect, final int idCount) {
        effect.begin(13 + idCount).text("XCLAIM");
        effect.bytes(context.argAddress(keyArg), context.argLength(keyArg)).bytes(group.name()).bytes(consumer);
        effect.number(0);
    }

    static void endClaim(final CommandContext context, final StreamGroup group, final EffectWriter effect,
        final long deliveryMs, final long deliveryCount) {
        effect.text("TIME").number(deliveryMs).text("RETRYCOUNT").number(deliveryCount);
        effect.text("FORCE").text("JUSTID").text("LASTID");
        StreamTools.of(context).writeId(effect, group.lastId());
    }

    private static Stream of(final CommandContext context, final int keyArg, final long entry) {
        return entry == NONE || !context.requireType(entry, EntryDescriptor.TYPE_STREAM) ? null
            : (Stream) context.databaseOf(keyArg).collection(entry);
    }
}
