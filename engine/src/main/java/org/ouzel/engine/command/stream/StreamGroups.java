package org.ouzel.engine.command.stream;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.command.SubcommandHelp;
import org.ouzel.engine.observe.KeyEvent;
import org.ouzel.engine.store.FreedInSlices;
import org.ouzel.engine.type.Stream;
import org.ouzel.engine.type.StreamConsumer;
import org.ouzel.engine.type.StreamGroup;
import org.ouzel.engine.type.StreamId;
import org.ouzel.protocol.NativeMemory;

/** XGROUP and its subcommands. */
final class StreamGroups {
    private static final String NO_KEY = "ERR The XGROUP subcommand requires the key to exist. Note that for CREATE you"
        + " may want to use the MKSTREAM option to create an empty stream automatically.";
    private static final String BUSY = "BUSYGROUP Consumer Group name already exists";
    private static final String BAD_ENTRIES_READ = "ERR value for ENTRIESREAD must be positive or -1";
    private static final int KEY_ARG = 2;
    private static final int GROUP_ARG = 3;
    private static final int ID_ARG = 4;
    private static final int CONSUMER_ARG = 4;
    private static final int OPTION_ARG = 5;

    private StreamGroups() {
    }

    static void bind(final HandlerBindings bindings) {
        bindings.bind("xgroup|create", StreamGroups::create);
        bindings.bind("xgroup|setid", StreamGroups::setId);
        bindings.bind("xgroup|destroy", StreamGroups::destroy);
        bindings.bind("xgroup|createconsumer", StreamGroups::createConsumer);
        bindings.bind("xgroup|delconsumer", StreamGroups::deleteConsumer);
        bindings.bind("xgroup|help", SubcommandHelp::execute);
    }

    /** XGROUP CREATE key group id | $ [MKSTREAM] [ENTRIESREAD n]: OK. */
    private static void create(final CommandContext context) {
        final Options options = Options.read(context, true);
        if (options == null) {
            return;
        }
        Stream stream = Streams.forWriting(context, KEY_ARG);
        if (Streams.isRefused(context)) {
            return;
        }
        if (stream == null && !options.isMakingStream) {
            context.reply().error(NO_KEY);
            return;
        }
        final StreamId id = requireId(context, stream, true);
        if (id == null) {
            return;
        }
        if (stream == null) {
            stream = Streams.create(context, KEY_ARG);
        }
        final byte[] name = context.argBytes(GROUP_ARG);
        if (stream.group(name) != null) {
            context.reply().error(BUSY);
            return;
        }
        final long bytesBefore = stream.usedBytes();
        stream.addGroup(name, id, options.entriesRead);
        Streams.account(context, KEY_ARG, stream, bytesBefore);
        context.changed();
        context.notify(KeyEvent.XGROUP_CREATE, KEY_ARG);
        context.reply().ok();
    }

    /** XGROUP SETID key group id | $ | - | + [ENTRIESREAD n]: OK. */
    private static void setId(final CommandContext context) {
        final Options options = Options.read(context, false);
        if (options == null) {
            return;
        }
        final Stream stream = requireStream(context);
        final StreamGroup group = requireGroup(context, stream);
        if (group == null) {
            return;
        }
        final StreamId id = requireId(context, stream, false);
        if (id == null) {
            return;
        }
        group.setLastId(id);
        group.setEntriesRead(options.entriesRead);
        context.changed();
        context.notify(KeyEvent.XGROUP_SETID, KEY_ARG);
        context.reply().ok();
    }

    /** XGROUP DESTROY key group: 1, or 0 if there was none. */
    private static void destroy(final CommandContext context) {
        final Stream stream = requireStream(context);
        if (stream == null) {
            return;
        }
        final long bytesBefore = stream.usedBytes();
        final StreamGroup removed = stream.removeGroup(context.argBytes(GROUP_ARG));
        Streams.account(context, KEY_ARG, stream, bytesBefore);
        if (removed != null) {
            Streams.keyspace(context, KEY_ARG).freePart(removed);
            context.changed();
            context.notify(KeyEvent.XGROUP_DESTROY, KEY_ARG);
            Streams.wakeReaders(context, KEY_ARG);
        }
        context.reply().integer(removed == null ? 0 : 1);
    }

    /** XGROUP CREATECONSUMER key group consumer: 1, or 0 if it was there. */
    private static void createConsumer(final CommandContext context) {
        final Stream stream = requireStream(context);
        final StreamGroup group = requireGroup(context, stream);
        if (group == null) {
            return;
        }
        final byte[] name = context.argBytes(CONSUMER_ARG);
        if (group.consumer(name) != null) {
            context.reply().integer(0);
            return;
        }
        final long bytesBefore = stream.usedBytes();
        group.addConsumer(name, context.notedMs());
        Streams.account(context, KEY_ARG, stream, bytesBefore);
        context.changed();
        context.notify(KeyEvent.XGROUP_CREATECONSUMER, KEY_ARG);
        context.reply().integer(1);
    }

    /** XGROUP DELCONSUMER key group consumer: the number of entries that it had pending. */
    private static void deleteConsumer(final CommandContext context) {
        final Stream stream = requireStream(context);
        final StreamGroup group = requireGroup(context, stream);
        if (group == null) {
            return;
        }
        final StreamConsumer consumer = group.consumer(context.argBytes(CONSUMER_ARG));
        if (consumer == null) {
            context.reply().integer(0);
            return;
        }
        final long pendingCount = consumer.pendingCount();
        final long bytesBefore = stream.usedBytes();
        final FreedInSlices remains = group.removeConsumer(consumer);
        Streams.account(context, KEY_ARG, stream, bytesBefore);
        Streams.keyspace(context, KEY_ARG).freePart(remains);
        context.changed();
        context.notify(KeyEvent.XGROUP_DELCONSUMER, KEY_ARG);
        context.reply().integer(pendingCount);
    }

    private static Stream requireStream(final CommandContext context) {
        final Stream stream = Streams.forWriting(context, KEY_ARG);
        if (stream == null && !Streams.isRefused(context)) {
            context.reply().error(NO_KEY);
        }
        return stream;
    }

    /** Returns the group of a stream; null if either is missing, which has been answered. */
    private static StreamGroup requireGroup(final CommandContext context, final Stream stream) {
        if (stream == null) {
            return null;
        }
        final StreamGroup group = stream.group(context.argBytes(GROUP_ARG));
        if (group == null) {
            context.reply().error(noGroup(context, KEY_ARG, GROUP_ARG));
        }
        return group;
    }

    static String noGroup(final CommandContext context, final int keyArg, final int groupArg) {
        return "NOGROUP No such consumer group '" + Streams.shown(context, groupArg) + "' for key name '"
            + Streams.shown(context, keyArg) + '\'';
    }

    private static StreamId requireId(final CommandContext context, final Stream stream, final boolean isStrict) {
        if (context.argLength(ID_ARG) == 1 && NativeMemory.getByte(context.argAddress(ID_ARG)) == '$') {
            return stream == null ? StreamId.MIN : stream.lastId();
        }
        final StreamIdReader reader = StreamTools.of(context).ids;
        final boolean isGiven = isStrict ? reader.require(context, ID_ARG, 0) : reader.requireOrBound(context, ID_ARG);
        return isGiven ? reader.id() : null;
    }

    /** What stands behind the identifier. */
    private record Options(boolean isMakingStream, long entriesRead) {
        static Options read(final CommandContext context, final boolean isCreate) {
            boolean isMakingStream = false;
            long entriesRead = StreamGroup.UNKNOWN;
            for (int i = OPTION_ARG; i < context.argCount(); i++) {
                if (isCreate && context.argIs(i, "mkstream")) {
                    isMakingStream = true;
                } else if (context.argIs(i, "entriesread") && i + 1 < context.argCount()) {
                    if (!context.requireLong(++i)) {
                        return null;
                    }
                    entriesRead = context.parsedLong();
                    if (entriesRead < 0 && entriesRead != StreamGroup.UNKNOWN) {
                        context.reply().error(BAD_ENTRIES_READ);
                        return null;
                    }
                } else {
                    refuseOption(context, "XGROUP");
                    return null;
                }
            }
            return new Options(isMakingStream, entriesRead);
        }
    }

    /** Answers a subcommand whose options are wrong. */
    static void refuseOption(final CommandContext context, final String container) {
        context.reply().error("ERR unknown subcommand or wrong number of arguments for '" + Streams.shown(context, 1)
            + "'. Try " + container + " HELP.");
    }
}
