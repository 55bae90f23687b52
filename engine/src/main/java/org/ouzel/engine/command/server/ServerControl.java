package org.ouzel.engine.command.server;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.ring.Delivery;
import org.ouzel.engine.spi.Journal;
import org.ouzel.engine.spi.JournalStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** MONITOR, SHUTDOWN and TIME. */
final class ServerControl {
    private static final Logger LOG = LoggerFactory.getLogger(ServerControl.class);
    private static final String FAILED = "ERR Errors trying to SHUTDOWN. Check logs.";
    private static final long US_PER_MS = 1000;
    private static final long US_PER_SECOND = 1_000_000;

    private ServerControl() {
    }

    /** Lines follow from the next slot on. A session that monitors already isn't answered, as in Redis. */
    static void monitor(final CommandContext context) {
        if (context.session().isMonitor()) {
            return;
        }
        context.server().monitorCount().incrementAndGet();
        context.deliver(new Delivery(Delivery.Kind.MONITOR_STARTS, context.session(), null));
        context.reply().ok();
    }

    /** Isn't answered: the connection ends, and the process when everything before has been answered. */
    static void shutdown(final CommandContext context) {
        boolean isSave = false;
        boolean isNoSave = false;
        boolean isAbort = false;
        boolean isForced = false;
        for (int i = 1; i < context.argCount(); i++) {
            if (context.argIs(i, "save")) {
                isSave = true;
            } else if (context.argIs(i, "nosave")) {
                isNoSave = true;
            } else if (context.argIs(i, "abort")) {
                isAbort = true;
            } else if (context.argIs(i, "force")) {
                isForced = true;
            } else if (!context.argIs(i, "now")) {
                context.syntaxError();
                return;
            }
        }
        if (isSave && isNoSave || isAbort && context.argCount() > 2) {
            context.syntaxError();
        } else if (isAbort) {
            context.reply().error("ERR No shutdown in progress.");
        } else if (context.server().pausedScript() != null && !isNoSave) {
            context.reply().error(context.server().pausedScript().busyError());
        } else {
            // What is half loaded must not take the place of what there is.
            final boolean shouldSave = context.server().loading() == null
                && (isSave || !isNoSave && !context.server().settings().getSavePoints().isEmpty());
            end(context, shouldSave, isForced);
        }
    }

    /** Returns whether changes go to an append only file that a start wouldn't find yet. */
    private static boolean isJournalBegun(final CommandContext context) {
        final Journal journal = context.server().journal();
        return journal != null && journal.status().state() == JournalStatus.State.WAITING_FOR_REWRITE;
    }

    private static void end(final CommandContext context, final boolean shouldSave, final boolean isForced) {
        if (isJournalBegun(context)) {
            LOG.warn("Writing initial AOF{}", isForced ? ". Exit anyway." : ", can't exit.");
            if (!isForced) {
                context.reply().error(FAILED);
                return;
            }
        }
        final String failure = shouldSave ? context.server().snapshots().saveNow(context.nowMs()) : null;
        if (failure != null && !isForced) {
            LOG.warn("Error trying to save the DB, can't exit: cause={}", failure);
            context.reply().error(FAILED);
            return;
        }
        context.event().closeAfterReply();
        context.server().host().requestShutdown(shouldSave);
    }

    /** Seconds and microseconds: the milliseconds of the event's clock, and how much of the next one has passed. */
    static void time(final CommandContext context) {
        final long nowUs = nowUs(context);
        context.reply().array(2);
        context.reply().bulkDecimal(nowUs / US_PER_SECOND);
        context.reply().bulkDecimal(nowUs % US_PER_SECOND);
    }

    /** Returns the event's time in Unix microseconds, which never lies outside of its millisecond. */
    static long nowUs(final CommandContext context) {
        final long leastUs = context.nowMs() * US_PER_MS;
        final long us = context.server().unixUs(context.event().decodedNs());
        return Math.min(Math.max(us, leastUs), leastUs + US_PER_MS - 1);
    }
}
