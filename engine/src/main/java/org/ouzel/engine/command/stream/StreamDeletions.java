package org.ouzel.engine.command.stream;

import java.util.ArrayList;
import java.util.List;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.observe.KeyEvent;
import org.ouzel.engine.type.Stream;
import org.ouzel.engine.type.StreamGroup;
import org.ouzel.engine.type.StreamId;

/** XDEL, XDELEX, XACK and XACKDEL. */
final class StreamDeletions {
    private static final String NO_COUNT = "ERR Number of IDs must be greater than 0";
    private static final String WRONG_COUNT = "ERR The `numids` parameter must match the number of arguments";
    private static final int KEY_ARG = 1;
    private static final int GROUP_ARG = 2;
    private static final int NOT_FOUND = -1;
    private static final int DELETED = 1;
    private static final int STILL_REFERENCED = 2;

    /** What becomes of references to deleted entries. */
    private enum References { KEEP, DELETE, ACKNOWLEDGED }

    private StreamDeletions() {
    }

    static void bind(final HandlerBindings bindings) {
        bindings.bind("xdel", StreamDeletions::delete);
        bindings.bind("xdelex", StreamDeletions::deleteWithReferences);
        bindings.bind("xack", StreamDeletions::acknowledge);
        bindings.bind("xackdel", StreamDeletions::acknowledgeAndDelete);
    }

    /** XDEL key id …: the number of entries deleted. */
    private static void delete(final CommandContext context) {
        final Stream stream = Streams.forWriting(context, KEY_ARG);
        if (Streams.isRefused(context)) {
            return;
        }
        if (stream == null) {
            context.reply().integer(0);
            return;
        }
        final List<StreamId> ids = requireIds(context, KEY_ARG + 1);
        if (ids == null) {
            return;
        }
        final long bytesBefore = stream.usedBytes();
        long deleted = 0;
        for (final StreamId id : ids) {
            deleted += stream.delete(id.ms(), id.seq()) ? 1 : 0;
        }
        Streams.account(context, KEY_ARG, stream, bytesBefore);
        if (deleted > 0) {
            context.changed();
            context.notify(KeyEvent.XDEL, KEY_ARG);
        }
        context.reply().integer(deleted);
    }

    /** XACK key group id …: the number of entries that were pending. */
    private static void acknowledge(final CommandContext context) {
        final Stream stream = Streams.forWriting(context, KEY_ARG);
        if (Streams.isRefused(context)) {
            return;
        }
        final StreamGroup group = stream == null ? null : stream.group(context.argBytes(GROUP_ARG));
        if (group == null) {
            context.reply().integer(0);
            return;
        }
        final List<StreamId> ids = requireIds(context, GROUP_ARG + 1);
        if (ids == null) {
            return;
        }
        final long bytesBefore = stream.usedBytes();
        long acknowledged = 0;
        for (final StreamId id : ids) {
            acknowledged += group.acknowledge(id.ms(), id.seq()) ? 1 : 0;
        }
        Streams.account(context, KEY_ARG, stream, bytesBefore);
        if (acknowledged > 0) {
            context.changed();
        }
        context.reply().integer(acknowledged);
    }

    /** XDELEX key [KEEPREF | DELREF | ACKED] IDS count id …: for each -1 missing, 1 deleted, 2 kept. */
    private static void deleteWithReferences(final CommandContext context) {
        final Stream stream = Streams.forWriting(context, KEY_ARG);
        if (Streams.isRefused(context)) {
            return;
        }
        final Request request = Request.read(context, KEY_ARG + 1);
        if (request == null) {
            return;
        }
        context.reply().array(request.ids.size());
        if (stream == null) {
            answerMissing(context, request.ids.size());
            return;
        }
        final long bytesBefore = stream.usedBytes();
        boolean isChanged = false;
        for (final StreamId id : request.ids) {
            final int outcome = stream.contains(id.ms(), id.seq()) ? delete(stream, id, request.references) : NOT_FOUND;
            isChanged |= outcome == DELETED;
            if (outcome == NOT_FOUND && request.references == References.DELETE) {
                isChanged |= deleteReferences(stream, id);
            }
            context.reply().integer(outcome);
        }
        finish(context, stream, bytesBefore, isChanged);
    }

    /** XACKDEL key group [KEEPREF | DELREF | ACKED] IDS count id …: for each -1 not pending, 1 deleted, 2 kept. */
    private static void acknowledgeAndDelete(final CommandContext context) {
        final Stream stream = Streams.forWriting(context, KEY_ARG);
        if (Streams.isRefused(context)) {
            return;
        }
        final Request request = Request.read(context, GROUP_ARG + 1);
        if (request == null) {
            return;
        }
        context.reply().array(request.ids.size());
        final StreamGroup group = stream == null ? null : stream.group(context.argBytes(GROUP_ARG));
        if (group == null) {
            answerMissing(context, request.ids.size());
            return;
        }
        final long bytesBefore = stream.usedBytes();
        boolean isChanged = false;
        for (final StreamId id : request.ids) {
            final boolean isPending = group.acknowledge(id.ms(), id.seq());
            isChanged |= isPending;
            context.reply().integer(isPending ? delete(stream, id, request.references) : NOT_FOUND);
        }
        finish(context, stream, bytesBefore, isChanged);
    }

    private static void finish(final CommandContext context, final Stream stream, final long bytesBefore,
        final boolean isChanged) {
        Streams.account(context, KEY_ARG, stream, bytesBefore);
        if (isChanged) {
            context.changed();
            context.notify(KeyEvent.XDEL, KEY_ARG);
        }
    }

    private static void answerMissing(final CommandContext context, final int count) {
        for (int i = 0; i < count; i++) {
            context.reply().integer(NOT_FOUND);
        }
    }

    private static int delete(final Stream stream, final StreamId id, final References references) {
        if (references == References.ACKNOWLEDGED && isReferenced(stream, id)) {
            return STILL_REFERENCED;
        }
        stream.delete(id.ms(), id.seq());
        if (references == References.DELETE) {
            deleteReferences(stream, id);
        }
        return DELETED;
    }

    /** Tells whether a group has an entry pending, or has still to be given it. */
    private static boolean isReferenced(final Stream stream, final StreamId id) {
        for (final StreamGroup group : stream.groups()) {
            if (group.lastId().compareTo(id) < 0 || group.findPending(id.ms(), id.seq()) != 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean deleteReferences(final Stream stream, final StreamId id) {
        boolean isChanged = false;
        for (final StreamGroup group : stream.groups()) {
            isChanged |= group.acknowledge(id.ms(), id.seq());
        }
        return isChanged;
    }

    /** Reads all identifiers from an argument on; null where one is none, which has been answered. */
    private static List<StreamId> requireIds(final CommandContext context, final int from) {
        final StreamIdReader reader = StreamTools.of(context).ids;
        final List<StreamId> ids = new ArrayList<>(context.argCount() - from);
        for (int i = from; i < context.argCount(); i++) {
            if (!reader.require(context, i, 0)) {
                return null;
            }
            ids.add(reader.id());
        }
        return ids;
    }

    /** The options and identifiers of XDELEX and XACKDEL. */
    private record Request(References references, List<StreamId> ids) {
        static Request read(final CommandContext context, final int from) {
            References references = null;
            List<StreamId> ids = null;
            for (int i = from; i < context.argCount(); i++) {
                final References named = references(context, i);
                if (named != null && references == null) {
                    references = named;
                } else if (ids == null && context.argIs(i, "ids") && i + 1 < context.argCount()) {
                    ids = readIds(context, i + 1);
                    if (ids == null) {
                        return null;
                    }
                    i += 1 + ids.size();
                } else {
                    context.syntaxError();
                    return null;
                }
            }
            if (ids == null) {
                context.syntaxError();
                return null;
            }
            return new Request(references == null ? References.KEEP : references, ids);
        }

        private static References references(final CommandContext context, final int arg) {
            if (context.argIs(arg, "keepref")) {
                return References.KEEP;
            }
            if (context.argIs(arg, "delref")) {
                return References.DELETE;
            }
            return context.argIs(arg, "acked") ? References.ACKNOWLEDGED : null;
        }

        private static List<StreamId> readIds(final CommandContext context, final int countArg) {
            if (!context.isLong(countArg) || context.parsedLong() <= 0) {
                context.reply().error(NO_COUNT);
                return null;
            }
            final long count = context.parsedLong();
            if (count > context.argCount() - countArg - 1) {
                context.reply().error(WRONG_COUNT);
                return null;
            }
            final StreamIdReader reader = StreamTools.of(context).ids;
            final List<StreamId> ids = new ArrayList<>((int) count);
            for (int i = countArg + 1; i <= countArg + count; i++) {
                if (!reader.require(context, i, 0)) {
                    return null;
                }
                ids.add(reader.id());
            }
            return ids;
        }
    }
}
