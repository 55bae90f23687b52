package org.ouzel.network;

import java.nio.file.Path;
import org.ouzel.auth.acl.NamespaceTable;
import org.ouzel.auth.store.DatabaseBackup;
import org.ouzel.engine.settings.Settings;
import org.ouzel.engine.settings.SettingsTable;
import org.ouzel.network.config.SettingsFile;
import org.ouzel.persistence.HashSeedFile;
import org.ouzel.persistence.file.Leftovers;
import org.ouzel.persistence.kdb.KdbCommands;

/** Removes what an earlier start was about to write when it was killed, but for snapshots and append only files. */
final class EarlierStart {
    private EarlierStart() {
    }

    /** @param file what the settings came from, or null */
    static void removeLeftovers(final Settings settings, final SettingsFile file) {
        final Path directory = Path.of(settings.getText(SettingsTable.DIR)).toAbsolutePath();
        HashSeedFile.in(directory).removeLeftovers();
        removeReplacements(directory.resolve(NamespaceTable.NAME), NamespaceTable.WRITTEN_SUFFIX);
        final String users = settings.getText(SettingsTable.ACLFILE);
        if (!users.isEmpty()) {
            removeReplacements(directory.resolve(users), NamespaceTable.WRITTEN_SUFFIX);
        }
        final String backups = settings.getText(SettingsTable.USER_DATABASE_BACKUP_PATH);
        if (!backups.isEmpty()) {
            Leftovers.remove(directory.resolve(backups), DatabaseBackup.UNCHECKED);
        }
        if (file != null) {
            removeReplacements(file.path().toAbsolutePath(), SettingsFile.WRITTEN_SUFFIX);
        }
        KdbCommands.removeLeftovers(settings);
    }

    private static void removeReplacements(final Path file, final String suffix) {
        Leftovers.remove(file.getParent(), Leftovers.ofTemporary(file.getFileName().toString(), suffix));
    }
}
