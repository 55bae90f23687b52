package org.ouzel.persistence.aof;

import org.ouzel.engine.ServerState;
import org.ouzel.engine.command.EffectWriter;
import org.ouzel.engine.settings.SettingsTable;
import org.ouzel.persistence.rdb.RdbFileWriter;
import org.ouzel.persistence.rdb.RdbOutput;
import org.ouzel.persistence.snapshot.EntryForm;
import org.ouzel.persistence.snapshot.SnapshotForm;

/**
 * The base of an append only file as commands that make the dataset ({@code aof-use-rdb-preamble no}): functions
 * first, then the entries, each run of them behind the namespace and the database that they belong to.
 *
 * <p>Namespaces are told by the annotation that increments use too, unless there is only one.
 */
final class CommandForm implements SnapshotForm {
    private static final long MS_PER_SECOND = 1000;

    private int lastNamespace;

    @Override
    public void writeHead(final ServerState server, final long nowMs, final int onlyNamespace, final RdbOutput out) {
        if (server.settings().isOn(SettingsTable.AOF_TIMESTAMP_ENABLED)) {
            out.buffer().putBytes(RecordMarks.TIME);
            out.buffer().putDecimal(nowMs / MS_PER_SECOND);
            out.buffer().putBytes(RecordMarks.LINE_END);
        }
        final EffectWriter writer = new EffectWriter().wrap(out.buffer());
        server.scripts().functions().forEach((namespace, library) -> {
            enter(namespace, writer);
            writer.begin(3).text("FUNCTION").text("LOAD").bytes(library);
        });
        enter(0, writer);
    }

    @Override
    public EntryForm newEntries(final ServerState server, final long nowMs) {
        return new CommandEntries(server.databaseCount(), RdbFileWriter.isOfSeveralNamespaces(server));
    }

    @Override
    public boolean hasChecksum() {
        return false;
    }

    private void enter(final int namespace, final EffectWriter writer) {
        if (namespace != lastNamespace) {
            lastNamespace = namespace;
            writer.namespace(namespace);
        }
    }
}
