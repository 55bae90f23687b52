package org.ouzel.persistence.aof;

import java.nio.charset.StandardCharsets;
import org.ouzel.engine.command.EffectWriter;
import org.ouzel.protocol.Decimal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what an increment holds beside the commands: where they apply, which of them belong together, and annotations.
 * What stands in one file is understood without the others. One thread, the journal's.
 */
final class RecordMarks {
    static final byte[] TIME = bytes("#TS:");
    static final byte[] LINE_END = bytes("\r\n");

    private static final Logger LOG = LoggerFactory.getLogger(RecordMarks.class);
    private static final int UNKNOWN = -1;
    private static final byte[] SELECT = bytes("*2\r\n$6\r\nSELECT\r\n$");
    private static final byte[] MULTI = bytes("*1\r\n$5\r\nMULTI\r\n");
    private static final byte[] EXEC = bytes("*1\r\n$4\r\nEXEC\r\n");
    private static final byte[] SEQUENCE = bytes("#SEQ:");
    private static final byte[] NAMESPACE = bytes(EffectWriter.NAMESPACE_MARK);

    private boolean isSeveral;
    private boolean isWarned;
    private int lastNamespace;
    private int lastDatabase = UNKNOWN;
    private long lastTimeSeconds;
    private final PendingBytes pending;

    /** @param pending takes them in, between the commands */
    RecordMarks(final PendingBytes pending) {
        this.pending = pending;
    }

    /** Begins another file. */
    void beginFile() {
        lastDatabase = UNKNOWN;
        lastNamespace = 0;
        lastTimeSeconds = 0;
    }

    /** Notes how many changes stand before this point. */
    void sequence(final long number) {
        annotate(SEQUENCE, number);
    }

    /** Notes the time, Unix seconds, if it has gone on. */
    void time(final long seconds) {
        if (seconds > lastTimeSeconds) {
            lastTimeSeconds = seconds;
            annotate(TIME, seconds);
        }
    }

    /** Begins the commands of one slot; several of them belong together. */
    void begin(final int namespace, final int database, final boolean several) {
        if (namespace != lastNamespace) {
            lastNamespace = namespace;
            lastDatabase = UNKNOWN;
            annotate(NAMESPACE, namespace);
            warnOfNamespaces();
        }
        if (database != lastDatabase) {
            lastDatabase = database;
            select(database);
        }
        isSeveral = several;
        if (isSeveral) {
            pending.append(MULTI);
        }
    }

    /** Ends the commands of the slot. */
    void end() {
        if (isSeveral) {
            pending.append(EXEC);
        }
    }

    private void warnOfNamespaces() {
        if (!isWarned) {
            isWarned = true;
            LOG.warn("The append only file holds several namespaces: Redis would read all keys into one keyspace."
                + " KDB SAVE writes one of them as Redis reads it.");
        }
    }

    private void select(final int database) {
        pending.append(SELECT);
        pending.appendDecimal(Decimal.length(database));
        pending.append(LINE_END);
        pending.appendDecimal(database);
        pending.append(LINE_END);
    }

    private void annotate(final byte[] mark, final long number) {
        pending.append(mark);
        pending.appendDecimal(number);
        pending.append(LINE_END);
    }

    private static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
