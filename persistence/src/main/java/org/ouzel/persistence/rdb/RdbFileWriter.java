package org.ouzel.persistence.rdb;

import java.nio.charset.StandardCharsets;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.Version;
import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.Keyspace;

/** What stands around the entries of an RDB file. Called while all shards are held. */
public final class RdbFileWriter {
    /** The auxiliary field that says by how much the numbers of databases of two namespaces differ. */
    public static final String NAMESPACE_STEP = "ouzel-databases";

    /** The auxiliary field that says when the file was begun, Unix seconds. */
    public static final String CREATION_TIME = "ctime";

    /** The auxiliary field that says how much memory the data took. */
    public static final String USED_BYTES = "used-mem";

    /** The auxiliary field that says to which namespace the libraries of functions behind it belong. */
    public static final String FUNCTION_NAMESPACE = "ouzel-function-namespace";

    /** What ends the entries; the checksum of all before follows, 8 bytes, or zeros for none. */
    public static final byte END = (byte) RdbFormat.OP_EOF;

    /** Stands for the whole dataset, in place of one namespace's number. */
    public static final int ALL_NAMESPACES = -1;

    private static final long MS_PER_SECOND = 1000;
    private static final int BITS = 64;

    private RdbFileWriter() {
    }

    /**
     * Writes the version and what is told about the file, and how many keys each database has.
     *
     * @param only the number of the only namespace that goes to the file, or {@link #ALL_NAMESPACES}
     */
    public static void writeHead(final ServerState server, final long nowMs, final boolean isAofBase,
        final int only, final RdbOutput out) {
        out.buffer().putBytes((RdbFormat.MAGIC + String.format("%04d", version(server, only)))
            .getBytes(StandardCharsets.ISO_8859_1));
        auxiliary("redis-ver", Version.REDIS, out);
        auxiliary("redis-bits", BITS, out);
        auxiliary(CREATION_TIME, nowMs / MS_PER_SECOND, out);
        auxiliary(USED_BYTES, usedBytes(server, only), out);
        auxiliary("aof-base", isAofBase ? 1 : 0, out);
        if (end(server, only) - first(only) > 1) {
            auxiliary(NAMESPACE_STEP, server.databaseCount(), out);
        }
        for (int namespace = first(only); namespace < end(server, only); namespace++) {
            for (int number = 0; number < server.databaseCount(); number++) {
                writeSizes(server, namespace, number, numberOf(server, namespace - first(only), number), out);
            }
        }
    }

    /** Says to which database the entries that follow belong. */
    public static void writeDatabase(final long number, final RdbOutput out) {
        out.putByte(RdbFormat.OP_SELECTDB);
        out.putLength(number);
    }

    /** Returns the number that a namespace's database has in files. */
    public static long numberOf(final ServerState server, final int namespace, final int number) {
        return (long) namespace * server.databaseCount() + number;
    }

    /** Returns how many keys there are in all databases of a namespace, or of all. */
    public static long keyCount(final ServerState server, final int only) {
        long count = 0;
        for (int namespace = first(only); namespace < end(server, only); namespace++) {
            for (int number = 0; number < server.databaseCount(); number++) {
                for (int i = 0; i < server.shardCount(); i++) {
                    final Database database = server.shard(i).keyspace().databaseIfPresent(namespace, number);
                    count += database == null ? 0 : database.keyCount();
                }
            }
        }
        return count;
    }

    /** Writes a library of functions that belongs to a namespace; those of the default one come first. */
    public static void writeFunction(final int namespace, final byte[] library, final RdbOutput out) {
        if (namespace != 0) {
            auxiliary(FUNCTION_NAMESPACE, namespace, out);
        }
        writeFunction(library, out);
    }

    /** Writes a library of functions. */
    static void writeFunction(final byte[] library, final RdbOutput out) {
        out.putByte(RdbFormat.OP_FUNCTION2);
        out.putBytes(library);
    }

    /** Returns whether a file with everything holds keys that Redis wouldn't keep apart. */
    public static boolean isOfSeveralNamespaces(final ServerState server) {
        return namespaceCount(server) > 1;
    }

    private static int first(final int only) {
        return only == ALL_NAMESPACES ? 0 : only;
    }

    private static int end(final ServerState server, final int only) {
        return only == ALL_NAMESPACES ? namespaceCount(server) : only + 1;
    }

    private static long usedBytes(final ServerState server, final int only) {
        return only == ALL_NAMESPACES ? server.usedBytes() : server.usedBytes(only);
    }

    private static int namespaceCount(final ServerState server) {
        int count = 0;
        for (int i = 0; i < server.shardCount(); i++) {
            count = Math.max(count, server.shard(i).keyspace().namespaceCount());
        }
        return count;
    }

    private static void writeSizes(final ServerState server, final int namespace, final int number,
        final long fileNumber, final RdbOutput out) {
        long keyCount = 0;
        long expiringCount = 0;
        for (int i = 0; i < server.shardCount(); i++) {
            final Database database = server.shard(i).keyspace().databaseIfPresent(namespace, number);
            if (database != null) {
                keyCount += database.keyCount();
                expiringCount += database.expiringCount();
            }
        }
        if (keyCount > 0) {
            writeDatabase(fileNumber, out);
            out.putByte(RdbFormat.OP_RESIZEDB);
            out.putLength(keyCount);
            out.putLength(expiringCount);
        }
    }

    private static int version(final ServerState server, final int only) {
        for (int i = 0; i < server.shardCount(); i++) {
            final Keyspace keyspace = server.shard(i).keyspace();
            for (int namespace = first(only); namespace < end(server, only); namespace++) {
                for (int number = 0; number < keyspace.databaseCount(); number++) {
                    final Database database = keyspace.databaseIfPresent(namespace, number);
                    if (database != null && database.mayHaveElementExpiries()) {
                        return RdbFormat.VERSION_WITH_FIELD_EXPIRY;
                    }
                }
            }
        }
        return RdbFormat.VERSION;
    }

    private static void auxiliary(final String name, final String value, final RdbOutput out) {
        out.putByte(RdbFormat.OP_AUX);
        out.putBytes(name.getBytes(StandardCharsets.ISO_8859_1));
        out.putBytes(value.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void auxiliary(final String name, final long value, final RdbOutput out) {
        out.putByte(RdbFormat.OP_AUX);
        out.putBytes(name.getBytes(StandardCharsets.ISO_8859_1));
        out.putNumber(value);
    }
}
