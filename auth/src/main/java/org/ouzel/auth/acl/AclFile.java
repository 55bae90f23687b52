package org.ouzel.auth.acl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ouzel.engine.command.CommandTable;

/** The file of users, in Redis's format: a line {@code user <name> <rules>} for each, blank lines between at will. */
final class AclFile {
    private static final String NO_CHANGE =
        "WARNING: ACL errors detected, no change to the previously active ACL rules was performed";

    private final Path path;

    AclFile(final Path path) {
        this.path = path;
    }

    /**
     * Reads all users.
     *
     * @throws RuleException if there is any fault, with all of them and their lines
     */
    Map<String, AclUser> read(final CommandTable table, final boolean allChannels) throws RuleException {
        final List<String> lines;
        try {
            lines = Files.readAllLines(path, StandardCharsets.ISO_8859_1);
        } catch (final IOException e) {
            throw new RuleException("Error loading ACLs, opening file '" + path + "': " + e.getClass().getSimpleName());
        }
        final Map<String, AclUser> users = new TreeMap<>();
        final List<String> faults = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            final String line = lines.get(i).trim();
            final String fault = line.isEmpty() ? null : readLine(line, table, allChannels, users);
            if (fault != null) {
                faults.add(path + ":" + (i + 1) + ": " + fault + ".");
            }
        }
        if (!faults.isEmpty()) {
            throw new RuleException(String.join(" ", faults) + " " + NO_CHANGE);
        }
        return users;
    }

    private static String readLine(final String line, final CommandTable table, final boolean allChannels,
        final Map<String, AclUser> users) {
        final List<String> words = List.of(line.split("[ \t]+"));
        if (words.size() < 2 || !words.get(0).equals("user")) {
            return "line should start with user keyword followed by the username";
        }
        final String name = words.get(1);
        if (AclUser.hasBlank(name)) {
            return "username '" + name + "' contains invalid characters";
        }
        if (users.containsKey(name)) {
            return "user '" + name + "' is defined more than once";
        }
        final AclUser user = new AclUser(name, table, allChannels);
        try {
            user.applyAll(words.subList(2, words.size()));
        } catch (final RuleException e) {
            return e.getMessage();
        }
        users.put(name, user);
        return null;
    }

    /** Writes all users: either the whole new file is there in the end, or the old one. */
    void write(final Collection<AclUser> users) throws IOException {
        final Path target = path.toAbsolutePath();
        final StringBuilder text = new StringBuilder();
        users.forEach(user -> text.append(user.line()).append('\n'));
        // The hashes are for the server's eyes only.
        final Path written = Files.createTempFile(target.getParent(), target.getFileName().toString(), ".tmp",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(written, text, StandardCharsets.ISO_8859_1);
            Files.move(written, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(written);
        }
    }
}
