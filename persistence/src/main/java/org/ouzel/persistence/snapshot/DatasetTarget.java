package org.ouzel.persistence.snapshot;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.store.Database;
import org.ouzel.persistence.rdb.RdbFileWriter;
import org.ouzel.persistence.rdb.RdbFormatException;
import org.ouzel.persistence.rdb.RdbTarget;

/** The whole dataset: each key goes to its namespace, database and shard. All shards are held. */
public final class DatasetTarget implements RdbTarget {
    private long namespaceStep;
    private int functionNamespace;
    private volatile long createdSeconds;
    private final List<Library> libraries = new ArrayList<>();
    private final ServerState server;

    public DatasetTarget(final ServerState server) {
        this.server = server;
    }

    @Override
    public Database databaseOf(final long number, final int shard) {
        final long namespace = namespaceStep == 0 ? 0 : number / namespaceStep;
        final long within = namespaceStep == 0 ? number : number % namespaceStep;
        if (within < 0 || within >= server.databaseCount() || namespace > Short.MAX_VALUE) {
            throw new IllegalArgumentException("the file has more databases than the server: number="
                + Long.toUnsignedString(number) + " databases=" + server.databaseCount());
        }
        return server.shard(shard).keyspace().database((int) namespace, (int) within);
    }

    @Override
    public void auxiliary(final byte[] name, final byte[] value) {
        final String field = new String(name, StandardCharsets.ISO_8859_1);
        if (RdbFileWriter.CREATION_TIME.equals(field)) {
            createdSeconds = figure(value);
        } else if (RdbFileWriter.USED_BYTES.equals(field) && server.loading() != null) {
            server.loading().setRdbUsedBytes(figure(value));
        } else if (RdbFileWriter.NAMESPACE_STEP.equals(field)) {
            namespaceStep = Math.max(0, Long.parseLong(new String(value, StandardCharsets.ISO_8859_1)));
        } else if (RdbFileWriter.FUNCTION_NAMESPACE.equals(field)) {
            functionNamespace = Integer.parseUnsignedInt(new String(value, StandardCharsets.ISO_8859_1));
        }
    }

    @Override
    public void function(final byte[] library, final long offset) {
        libraries.add(new Library(functionNamespace, library, offset));
    }

    /** Returns when the file says that it was written, Unix seconds, or 0; any thread. */
    public long createdSeconds() {
        return createdSeconds;
    }

    /**
     * Loads the libraries of functions that the file had; while all shards are held.
     *
     * @throws RdbFormatException if one can't be loaded
     */
    public void loadFunctions() throws RdbFormatException {
        for (final Library library : libraries) {
            final String failure = server.scripts().functions().load(library.namespace(), library.source());
            if (failure != null) {
                throw new RdbFormatException("a library of functions can't be loaded: cause=" + failure + ":",
                    library.offset());
            }
        }
    }

    /** Returns what is only told: 0 where it is no number. */
    private static long figure(final byte[] value) {
        final String text = new String(value, StandardCharsets.ISO_8859_1);
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }

    /** A library of functions, and whose it is. */
    private record Library(int namespace, byte[] source, long offset) {
    }
}
