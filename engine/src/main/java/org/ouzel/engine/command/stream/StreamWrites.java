package org.ouzel.engine.command.stream;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.EffectWriter;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.observe.KeyEvent;
import org.ouzel.engine.settings.Settings;
import org.ouzel.engine.settings.SettingsTable;
import org.ouzel.engine.type.Stream;
import org.ouzel.engine.type.StreamId;

/** XADD, XTRIM, XLEN and XSETID. */
final class StreamWrites {
    private static final String ZERO_ID = "ERR The ID specified in XADD must be greater than 0-0";
    private static final String SMALL_ID =
        "ERR The ID specified in XADD is equal or smaller than the target stream top item";
    private static final String EXHAUSTED =
        "ERR The stream has exhausted the last possible ID, unable to add more items";
    private static final String TOO_LARGE = "ERR Elements are too large to be stored";
    private static final String SMALL_LAST_ID =
        "ERR The ID specified in XSETID is smaller than the target stream top item";
    private static final String SMALLER_THAN_DELETED =
        "ERR The ID specified in XSETID is smaller than the provided max_deleted_entry_id";
    private static final String NEGATIVE_ADDED = "ERR entries_added must be positive";
    private static final String SMALL_ADDED =
        "ERR The entries_added specified in XSETID is smaller than the target stream length";
    private static final int KEY_ARG = 1;

    private StreamWrites() {
    }

    static void bind(final HandlerBindings bindings) {
        bindings.bind("xadd", StreamWrites::add);
        bindings.bind("xtrim", StreamWrites::trim);
        bindings.bind("xlen", StreamWrites::length);
        bindings.bind("xsetid", StreamWrites::setId);
    }

    /** XADD key [NOMKSTREAM] [MAXLEN | MINID …] id name value …: the identifier, or null without a stream. */
    private static void add(final CommandContext context) {
        final StreamTools tools = StreamTools.of(context);
        final TrimArguments options = tools.trim;
        if (!options.readAdd(context)) {
            return;
        }
        final int firstField = options.idArg() + 1;
        final int fieldArgs = context.argCount() - firstField;
        if (fieldArgs < 2 || fieldArgs % 2 == 1) {
            TrimArguments.refuseArity(context);
            return;
        }
        if (options.isSeqGiven() && options.id().isZero()) {
            context.reply().error(ZERO_ID);
            return;
        }
        Stream stream = Streams.forWriting(context, KEY_ARG);
        if (Streams.isRefused(context)) {
            return;
        }
        if (stream == null && options.isMakingNoStream()) {
            context.reply().nil();
            return;
        }
        final StreamId id = newId(context, stream == null ? StreamId.MIN : stream.lastId(), options);
        if (id == null || isTooLarge(context, firstField)) {
            return;
        }
        if (stream == null) {
            stream = Streams.create(context, KEY_ARG);
        }
        final long bytesBefore = stream.usedBytes();
        final Settings settings = context.server().settings();
        stream.append(id, tools.fields.of(context, firstField),
            settings.getLong(SettingsTable.STREAM_NODE_MAX_BYTES),
            settings.getLong(SettingsTable.STREAM_NODE_MAX_ENTRIES));
        final long trimmed = options.apply(stream);
        Streams.account(context, KEY_ARG, stream, bytesBefore);
        Streams.wakeReaders(context, KEY_ARG);
        tools.writeId(context.reply(), id);
        context.notify(KeyEvent.XADD, KEY_ARG);
        if (trimmed > 0) {
            context.notify(KeyEvent.XTRIM, KEY_ARG);
        }
        if (options.isSeqGiven() && !options.isByBlock()) {
            context.changed();
        } else {
            record(context, stream, id, trimmed, firstField);
        }
    }

    /** Returns the identifier of the new entry; null if there can't be one, which has been answered. */
    private static StreamId newId(final CommandContext context, final StreamId lastId, final TrimArguments options) {
        if (lastId.equals(StreamId.MAX)) {
            context.reply().error(EXHAUSTED);
            return null;
        }
        if (!options.isIdGiven()) {
            final long nowMs = context.nowMs();
            return Long.compareUnsigned(nowMs, lastId.ms()) > 0 ? new StreamId(nowMs, 0) : lastId.next();
        }
        StreamId id = options.id();
        if (!options.isSeqGiven() && id.ms() == lastId.ms()) {
            id = lastId.seq() == -1 ? lastId : lastId.next();
        }
        if (id.compareTo(lastId) <= 0) {
            context.reply().error(SMALL_ID);
            return null;
        }
        return id;
    }

    private static boolean isTooLarge(final CommandContext context, final int firstField) {
        long bytes = 0;
        for (int i = firstField; i < context.argCount(); i++) {
            bytes += context.argLength(i);
        }
        if (bytes > Stream.MAX_ENTRY_BYTES) {
            context.reply().error(TOO_LARGE);
        }
        return bytes > Stream.MAX_ENTRY_BYTES;
    }

    private static void record(final CommandContext context, final Stream stream, final StreamId id,
        final long trimmed, final int firstField) {
        final EffectWriter effect = context.changedAs();
        if (effect == null) {
            return;
        }
        effect.begin(context.argCount() - firstField + (trimmed > 0 ? 6 : 3)).text("XADD");
        effect.bytes(context.argAddress(KEY_ARG), context.argLength(KEY_ARG));
        if (trimmed > 0) {
            effect.text("MAXLEN").text("=").number(stream.elementCount());
        }
        StreamTools.of(context).writeId(effect, id);
        for (int i = firstField; i < context.argCount(); i++) {
            effect.bytes(context.argAddress(i), context.argLength(i));
        }
    }

    /** XTRIM key MAXLEN | MINID …: the number of entries removed. */
    private static void trim(final CommandContext context) {
        final TrimArguments options = StreamTools.of(context).trim;
        if (!options.readTrim(context)) {
            return;
        }
        final Stream stream = Streams.forWriting(context, KEY_ARG);
        if (Streams.isRefused(context)) {
            return;
        }
        if (stream == null) {
            context.reply().integer(0);
            return;
        }
        final long bytesBefore = stream.usedBytes();
        final long trimmed = options.apply(stream);
        Streams.account(context, KEY_ARG, stream, bytesBefore);
        if (trimmed > 0) {
            context.notify(KeyEvent.XTRIM, KEY_ARG);
        }
        if (trimmed > 0 && options.isByBlock()) {
            final EffectWriter effect = context.changedAs();
            if (effect != null) {
                effect.begin(5).text("XTRIM").bytes(context.argAddress(KEY_ARG), context.argLength(KEY_ARG));
                effect.text("MAXLEN").text("=").number(stream.elementCount());
            }
        } else if (trimmed > 0) {
            context.changed();
        }
        context.reply().integer(trimmed);
    }

    private static void length(final CommandContext context) {
        final Stream stream = Streams.forReading(context, KEY_ARG);
        if (!Streams.isRefused(context)) {
            context.reply().integer(stream == null ? 0 : stream.elementCount());
        }
    }

    /** XSETID key last-id [ENTRIESADDED n] [MAXDELETEDID id]: OK. */
    private static void setId(final CommandContext context) {
        final StreamIdReader reader = StreamTools.of(context).ids;
        if (!reader.require(context, 2, 0)) {
            return;
        }
        final StreamId lastId = reader.id();
        long entriesAdded = -1;
        StreamId maxDeletedId = null;
        for (int i = 3; i < context.argCount(); i += 2) {
            final boolean hasMore = i + 1 < context.argCount();
            if (hasMore && context.argIs(i, "entriesadded")) {
                if (!context.requireLong(i + 1)) {
                    return;
                }
                entriesAdded = context.parsedLong();
                if (entriesAdded < 0) {
                    context.reply().error(NEGATIVE_ADDED);
                    return;
                }
            } else if (hasMore && context.argIs(i, "maxdeletedid")) {
                if (!reader.require(context, i + 1, 0)) {
                    return;
                }
                maxDeletedId = reader.id();
                if (lastId.compareTo(maxDeletedId) < 0) {
                    context.reply().error(SMALLER_THAN_DELETED);
                    return;
                }
            } else {
                context.syntaxError();
                return;
            }
        }
        setId(context, lastId, entriesAdded, maxDeletedId);
    }

    private static void setId(final CommandContext context, final StreamId lastId, final long entriesAdded,
        final StreamId maxDeletedId) {
        final Stream stream = Streams.forWriting(context, KEY_ARG);
        if (Streams.isRefused(context)) {
            return;
        }
        if (stream == null) {
            context.reply().error(Errors.NO_SUCH_KEY);
            return;
        }
        if (stream.elementCount() > 0) {
            if (lastId.compareTo(stream.lastEntryId()) < 0) {
                context.reply().error(SMALL_LAST_ID);
                return;
            }
            if (entriesAdded != -1 && entriesAdded < stream.elementCount()) {
                context.reply().error(SMALL_ADDED);
                return;
            }
        }
        stream.setLastId(lastId);
        if (entriesAdded != -1) {
            stream.setEntriesAdded(entriesAdded);
        }
        if (maxDeletedId != null && !maxDeletedId.isZero()) {
            stream.setMaxDeletedId(maxDeletedId);
        }
        context.changed();
        context.notify(KeyEvent.XSETID, KEY_ARG);
        context.reply().ok();
    }
}
