package org.ouzel.engine.command.server;

import static org.ouzel.engine.store.SegmentedIndex.NONE;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.CommandHandler;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.session.Session;
import org.ouzel.engine.settings.SettingsTable;
import org.ouzel.engine.spi.Journal;
import org.ouzel.engine.spi.Snapshots;
import org.ouzel.engine.store.AccessClock;
import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.type.StateDigest;
import org.ouzel.protocol.GlobPattern;
import org.ouzel.protocol.NativeMemory;
import org.ouzel.protocol.ReplyWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** DEBUG: aids for tests and for looking into a running server. Holds all shards. */
final class DebugCommand {
    private static final Logger LOG = LoggerFactory.getLogger(DebugCommand.class);
    private static final int FIRST_ARG = 2;
    private static final double NS_PER_SECOND = 1e9;
    private static final String NOT_ALLOWED = "ERR DEBUG command not allowed. If the enable-debug-command option is set"
        + " to \"local\", you can run it from a local connection, otherwise you need to set this option in the"
        + " configuration file, and then restart the server.";
    private static final Map<String, Subcommand> SUBCOMMANDS = subcommands();

    private DebugCommand() {
    }

    /** What a word behind DEBUG does: how many arguments it takes (negative: at least so many), and its help. */
    private record Subcommand(int argCount, String usage, String help, CommandHandler handler) {
        boolean isArgCountAllowed(final int given) {
            return argCount >= 0 ? given == argCount : given >= -argCount;
        }
    }

    static void execute(final CommandContext context) {
        if (!isAllowed(context)) {
            context.reply().error(NOT_ALLOWED);
            return;
        }
        final String name = context.argText(1);
        final Subcommand subcommand = SUBCOMMANDS.get(name.toLowerCase(Locale.ROOT));
        if (subcommand == null || !subcommand.isArgCountAllowed(context.argCount())) {
            context.reply().error(Errors.badSubcommand(name, "DEBUG"));
        } else {
            subcommand.handler().execute(context);
        }
    }

    private static boolean isAllowed(final CommandContext context) {
        return switch (context.server().settings().getText(SettingsTable.ENABLE_DEBUG_COMMAND)) {
            case "yes" -> true;
            case "local" -> isLocal(context.session());
            default -> false;
        };
    }

    private static boolean isLocal(final Session session) {
        final String peer = session.peerAddress();
        return peer.startsWith("127.") || peer.startsWith("[::1]") || peer.startsWith("::1")
            || peer.startsWith("[0:0:0:0:0:0:0:1]") || peer.startsWith("/") || peer.startsWith("embedded");
    }

    private static Map<String, Subcommand> subcommands() {
        final Map<String, Subcommand> all = new LinkedHashMap<>();
        add(all, 2, "DIGEST", "Gives a hash of all keys and values of the namespace.", DebugCommand::digest);
        add(all, -2, "DIGEST-VALUE <key> [<key> ...]", "Gives a hash of each key's value.", DebugCommand::digestValues);
        add(all, 3, "ERROR <text>", "Answers with the text as an error.",
            context -> context.reply().error(context.argText(FIRST_ARG)));
        add(all, 2, "JMAP", "Counts the objects on the Java heap by class.", JvmDiagnostics::heapHistogram);
        add(all, 2, "LOADAOF", "Writes what is still to be written to the append only file, empties all databases, and"
            + " loads the file.", DebugCommand::loadAof);
        add(all, -3, "LOG <message>", "Writes the message to the server's log.", DebugCommand::log);
        add(all, 3, "OBJECT <key>", "Describes how a key's value is stored.", DebugCommand::object);
        add(all, 3, "PROTOCOL <type>", "Answers with an example of a type: string, integer, double, bignum, null,"
            + " array, set, map, attrib, push, verbatim, true or false.", DebugProtocol::execute);
        add(all, 3, "QUICKLIST-PACKED-THRESHOLD <size>", "Is accepted, and has no effect.",
            context -> context.reply().ok());
        add(all, -2, "RELOAD [option ...]", "Saves the dataset to its file, empties all databases, and loads the file."
            + " NOSAVE: doesn't save. NOFLUSH: doesn't empty. MERGE: replaces keys that are there.",
            DebugCommand::reload);
        add(all, 3, "SET-ACTIVE-EXPIRE <0|1>", "Switches the search for expired keys off or on.",
            DebugCommand::setActiveExpire);
        add(all, 3, "SLEEP <seconds>", "Holds all shards for so long; may have decimals.", DebugCommand::sleep);
        add(all, 4, "STRINGMATCH-LEN <length> <pattern>", "Matches the pattern against that many letters.",
            DebugCommand::match);
        add(all, 2, "HELP", "Prints this help.", DebugCommand::help);
        return all;
    }

    private static void reload(final CommandContext context) {
        boolean isSaving = true;
        boolean isFlushing = true;
        boolean isReplacing = false;
        for (int i = FIRST_ARG; i < context.argCount(); i++) {
            if (context.argIs(i, "merge")) {
                isReplacing = true;
            } else if (context.argIs(i, "noflush")) {
                isFlushing = false;
            } else if (context.argIs(i, "nosave")) {
                isSaving = false;
            } else {
                context.reply().error("ERR DEBUG RELOAD only supports the MERGE, NOFLUSH and NOSAVE options.");
                return;
            }
        }
        final Snapshots snapshots = context.server().snapshots();
        if (isSaving && snapshots.saveNow(context.nowMs()) != null) {
            context.reply().error("ERR");
        } else if (snapshots.reload(context.nowMs(), isFlushing, isReplacing) == null) {
            LOG.warn("DB reloaded by DEBUG RELOAD");
            context.reply().ok();
        } else {
            context.reply().error("ERR Error trying to load the RDB dump, check server logs.");
        }
    }

    private static void loadAof(final CommandContext context) {
        final Journal journal = context.server().journal();
        if (context.event().isNested()) {
            // What the transaction has done so far isn't in the file.
            context.reply().error("ERR DEBUG LOADAOF isn't allowed in a transaction");
        } else if (journal != null && journal.reload(context.event()) == null) {
            LOG.info("Append Only File loaded by DEBUG LOADAOF");
            context.reply().ok();
        } else {
            context.reply().error("ERR Error trying to load the AOF files, check server logs.");
        }
    }

    private static void add(final Map<String, Subcommand> all, final int argCount, final String usage,
        final String help, final CommandHandler handler) {
        final int end = usage.indexOf(' ');
        final String name = end < 0 ? usage : usage.substring(0, end);
        all.put(name.toLowerCase(Locale.ROOT), new Subcommand(argCount, usage, help, handler));
    }

    private static void help(final CommandContext context) {
        final ReplyWriter reply = context.reply();
        reply.array(1 + 2 * SUBCOMMANDS.size());
        reply.simple("DEBUG <subcommand> [<arg> [value] [opt] ...]. Subcommands are:");
        SUBCOMMANDS.values().forEach(subcommand -> {
            reply.simple(subcommand.usage());
            reply.simple("    " + subcommand.help());
        });
    }

    private static void digest(final CommandContext context) {
        try (StateDigest digest = new StateDigest()) {
            for (int i = 0; i < context.server().shardCount(); i++) {
                digest.add(context.server().shard(i).keyspace(), context.session().namespace());
            }
            context.reply().simple(digest.hex());
        }
    }

    /** Zeros for a key that doesn't exist. */
    private static void digestValues(final CommandContext context) {
        context.reply().array(context.argCount() - FIRST_ARG);
        for (int i = FIRST_ARG; i < context.argCount(); i++) {
            final long entry = context.peek(i);
            try (StateDigest digest = new StateDigest()) {
                context.reply().simple(entry == NONE ? digest.hex()
                    : digest.addValue(context.databaseOf(i), entry).hex());
            }
        }
    }

    private static void log(final CommandContext context) {
        final StringBuilder message = new StringBuilder();
        for (int i = FIRST_ARG; i < context.argCount(); i++) {
            message.append(' ').append(context.argText(i).replaceAll("\\p{Cntrl}", "?"));
        }
        LOG.warn("DEBUG LOG:{}", message);
        context.reply().ok();
    }

    private static void object(final CommandContext context) {
        final long entry = context.peek(FIRST_ARG);
        if (entry == NONE) {
            context.reply().error(Errors.NO_SUCH_KEY);
            return;
        }
        final Database database = context.databaseOf(FIRST_ARG);
        final int access = EntryDescriptor.access(entry);
        final long bytes = EntryDescriptor.isHandle(entry) ? database.collection(entry).usedBytes()
            : EntryDescriptor.valueLength(entry);
        context.reply().simple("Value at:0x" + Long.toHexString(entry) + " refcount:1 encoding:"
            + ValueNames.encoding(entry) + " serializedlength:" + bytes + " lru:" + access
            + " lru_seconds_idle:" + AccessClock.idleSeconds(access, context.nowMs()) + " type:"
            + ValueNames.type(entry) + " block_bytes:" + EntryDescriptor.blockBytes(entry));
    }

    private static void setActiveExpire(final CommandContext context) {
        context.server().setActiveExpireOn(!context.argIs(FIRST_ARG, "0"));
        context.reply().ok();
    }

    /** The only handler that reads a clock: the time that it takes is what it is for. */
    private static void sleep(final CommandContext context) {
        double seconds;
        try {
            seconds = Double.parseDouble(context.argText(FIRST_ARG));
        } catch (final NumberFormatException e) {
            seconds = 0;
        }
        final long endNs = System.nanoTime() + (long) (seconds * NS_PER_SECOND);
        for (long leftNs = endNs - System.nanoTime(); leftNs > 0; leftNs = endNs - System.nanoTime()) {
            LockSupport.parkNanos(leftNs);
        }
        context.reply().ok();
    }

    private static void match(final CommandContext context) {
        if (!context.requireLong(FIRST_ARG)) {
            return;
        }
        final long length = context.parsedLong();
        if (length < 0 || length > context.server().settings().getLong(SettingsTable.PROTO_MAX_BULK_LEN)) {
            context.reply().error(Errors.OUT_OF_RANGE);
            return;
        }
        final int bytes = (int) length;
        final long text = NativeMemory.allocate(bytes + 1L);
        NativeMemory.fill(text, bytes, (byte) 'a');
        final boolean isMatch = GlobPattern.of(context.argAddress(FIRST_ARG + 1), context.argLength(FIRST_ARG + 1))
            .matches(text, bytes);
        NativeMemory.free(text, bytes + 1L);
        context.reply().integer(isMatch ? 1 : 0);
    }
}
