package org.ouzel.persistence;

import static org.ouzel.engine.store.SegmentedIndex.NONE;

import java.io.IOException;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.ContextLocal;
import org.ouzel.engine.command.EffectWriter;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.observe.KeyEvent;
import org.ouzel.engine.settings.SettingsTable;
import org.ouzel.engine.store.AccessClock;
import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.persistence.rdb.DumpPayload;
import org.ouzel.protocol.NativeBuffer;

/** DUMP and RESTORE. */
final class DumpCommands {
    private static final ContextLocal<DumpPayload> PAYLOADS = new ContextLocal<>(DumpPayload::new);
    private static final int TTL_ARG = 2;
    private static final int PAYLOAD_ARG = 3;
    private static final long UNSET = -1;
    private static final long MAX_COUNTER = 255;
    private static final long MS_PER_SECOND = 1000;

    private DumpCommands() {
    }

    static void bind(final HandlerBindings bindings) {
        bindings.bind("dump", DumpCommands::dump);
        bindings.bind("restore", DumpCommands::restore);
    }

    private static void dump(final CommandContext context) {
        final long entry = context.lookupRead(1);
        if (entry == NONE) {
            context.reply().nil();
            return;
        }
        final NativeBuffer payload = context.local(PAYLOADS).write(context.database(), entry,
            context.server().settings().isOn(SettingsTable.RDBCOMPRESSION));
        context.reply().bulk(payload.address(), payload.length());
    }

    /** {@code key ttl payload [REPLACE] [ABSTTL] [IDLETIME seconds | FREQ counter]}. */
    private static void restore(final CommandContext context) {
        boolean isReplacing = false;
        boolean isAbsolute = false;
        long idleSeconds = UNSET;
        long counter = UNSET;
        for (int i = PAYLOAD_ARG + 1; i < context.argCount(); i++) {
            final boolean hasMore = i + 1 < context.argCount();
            if (context.argIs(i, "replace")) {
                isReplacing = true;
            } else if (context.argIs(i, "absttl")) {
                isAbsolute = true;
            } else if (hasMore && counter == UNSET && context.argIs(i, "idletime")) {
                idleSeconds = option(context, ++i, Long.MAX_VALUE, "ERR Invalid IDLETIME value, must be >= 0");
            } else if (hasMore && idleSeconds == UNSET && context.argIs(i, "freq")) {
                counter = option(context, ++i, MAX_COUNTER, "ERR Invalid FREQ value, must be >= 0 and <= 255");
            } else {
                context.syntaxError();
            }
            if (context.reply().isError()) {
                return;
            }
        }
        if (!isReplacing && context.lookupWrite(1) != NONE) {
            context.reply().error("BUSYKEY Target key name already exists.");
            return;
        }
        if (!context.requireLong(TTL_ARG)) {
            return;
        }
        final long ttl = context.parsedLong();
        if (ttl < 0) {
            context.reply().error("ERR Invalid TTL value, must be >= 0");
            return;
        }
        final long expiryMs = ttl == 0 ? EntryDescriptor.NO_EXPIRY : isAbsolute ? ttl
            : ttl + Math.min(context.nowMs(), Long.MAX_VALUE - ttl);
        put(context, expiryMs, isAbsolute, access(context, idleSeconds, counter));
    }

    private static void put(final CommandContext context, final long expiryMs, final boolean isAbsolute,
        final int access) {
        final long payload = context.argAddress(PAYLOAD_ARG);
        final int length = context.argLength(PAYLOAD_ARG);
        if (!DumpPayload.isIntact(payload, length)) {
            context.reply().error("ERR DUMP payload version or checksum are wrong");
            return;
        }
        final Database database = context.database();
        final boolean isReplaced = context.peek(1) != NONE;
        final long entry;
        try {
            entry = context.local(PAYLOADS).read(context.server(), payload, length, database, context.hash(1),
                context.argAddress(1), context.argLength(1), expiryMs, access);
        } catch (final IOException e) {
            context.reply().error("ERR Bad data format");
            return;
        }
        if (entry == NONE) {
            context.reply().error("ERR Bad data format");
            return;
        }
        context.reply().ok();
        if (expiryMs != EntryDescriptor.NO_EXPIRY && expiryMs <= context.nowMs()) {
            database.remove(context.hash(1), context.argAddress(1), context.argLength(1));
            if (isReplaced) {
                context.notify(KeyEvent.DEL, 1);
                recordRemoval(context);
            }
        } else if (expiryMs == EntryDescriptor.NO_EXPIRY || isAbsolute) {
            context.notify(KeyEvent.RESTORE, 1);
            context.changed();
        } else {
            context.notify(KeyEvent.RESTORE, 1);
            recordAbsolute(context, expiryMs);
        }
    }

    private static long option(final CommandContext context, final int arg, final long most, final String error) {
        if (!context.requireLong(arg)) {
            return UNSET;
        }
        final long value = context.parsedLong();
        if (value < 0 || value > most) {
            context.reply().error(error);
        }
        return value;
    }

    private static int access(final CommandContext context, final long idleSeconds, final long counter) {
        if (context.server().isLfu()) {
            return counter == UNSET ? context.newAccess()
                : context.newAccess() & ~(int) MAX_COUNTER | (int) counter;
        }
        return idleSeconds == UNSET ? context.newAccess()
            : AccessClock.lru(Math.max(0, context.nowMs() - Math.min(idleSeconds,
                context.nowMs() / MS_PER_SECOND) * MS_PER_SECOND));
    }

    private static void recordRemoval(final CommandContext context) {
        final EffectWriter effects = context.changedAs();
        if (effects != null) {
            effects.begin(2).text("DEL").bytes(context.argAddress(1), context.argLength(1));
        }
    }

    private static void recordAbsolute(final CommandContext context, final long expiryMs) {
        final EffectWriter effects = context.changedAs();
        if (effects == null) {
            return;
        }
        effects.begin(context.argCount() + 1);
        for (int i = 0; i < context.argCount(); i++) {
            if (i == TTL_ARG) {
                effects.number(expiryMs);
            } else {
                effects.bytes(context.argAddress(i), context.argLength(i));
            }
        }
        effects.text("ABSTTL");
    }
}
