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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.ouzel.auth.store.StoredNamespace;
import org.ouzel.engine.access.Namespace;
import org.ouzel.engine.access.Quota;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of users, in Redis's format: a line {@code user <name> <rules>} for each, blank lines between at will. If
 * there are namespaces, each has a line {@code namespace <number> <name> <quotas>} before.
 *
 * <p>Read and written on a thread of its own, in the order of the calls, which come from any thread.
 */
final class AclFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AclFile.class);
    private static final String NO_CHANGE =
        "WARNING: ACL errors detected, no change to the previously active ACL rules was performed";

    private static final String NAMESPACE = "namespace";
    private static final long CLOSE_SECONDS = 30;

    private final Path path;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        final Thread made = new Thread(task, "ouzel-users");
        made.setDaemon(true);
        return made;
    });

    AclFile(final Path path) {
        this.path = path;
    }

    /** Reads all users and namespaces; one of the two is called, on the file's thread. */
    void readLater(final Function<String, AclUser> newUser, final Consumer<StoredUsers> done,
        final Consumer<Exception> failed) {
        thread.execute(() -> {
            try {
                done.accept(read(newUser));
            } catch (final RuleException | RuntimeException e) {
                LOG.warn("users can't be read: file={} cause={}", path, e.getMessage());
                failed.accept(e);
            }
        });
    }

    /**
     * Reads all users and namespaces, on the calling thread.
     *
     * @param newUser makes a user of a name
     * @throws RuleException if there is any fault, with all of them and their lines
     */
    StoredUsers read(final Function<String, AclUser> newUser) throws RuleException {
        final List<String> lines;
        try {
            lines = Files.readAllLines(path, StandardCharsets.ISO_8859_1);
        } catch (final IOException e) {
            throw new RuleException("Error loading ACLs, opening file '" + path + "': " + e.getClass().getSimpleName());
        }
        final Map<String, AclUser> users = new TreeMap<>();
        final List<StoredNamespace> namespaces = new ArrayList<>();
        final List<String> faults = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            final List<String> words = List.of(lines.get(i).trim().split("[ \t]+"));
            String fault = null;
            if (words.get(0).equals(NAMESPACE)) {
                fault = readNamespace(words, namespaces);
            } else if (!words.get(0).isEmpty()) {
                fault = readUser(words, newUser, users);
            }
            if (fault != null) {
                faults.add(path + ":" + (i + 1) + ": " + fault + ".");
            }
        }
        if (!faults.isEmpty()) {
            throw new RuleException(String.join(" ", faults) + " " + NO_CHANGE);
        }
        return new StoredUsers(users, namespaces);
    }

    private static String readUser(final List<String> words, final Function<String, AclUser> newUser,
        final Map<String, AclUser> users) {
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
        final AclUser user = newUser.apply(name);
        try {
            user.applyAll(words.subList(2, words.size()));
        } catch (final RuleException e) {
            return e.getMessage();
        }
        users.put(name, user);
        return null;
    }

    private static String readNamespace(final List<String> words, final List<StoredNamespace> namespaces) {
        final Map<Namespace.Limit, Long> limits = QuotaText.values(Quota.NONE);
        boolean isRight = words.size() >= 3 && words.get(1).matches("\\d{1,5}");
        for (int i = 3; i < words.size() && isRight; i++) {
            final String[] pair = words.get(i).split("=", 2);
            final Namespace.Limit limit = QuotaText.limit(pair[0]);
            isRight = limit != null && pair.length == 2 && QuotaText.number(pair[1]) >= 0;
            if (isRight) {
                limits.put(limit, QuotaText.number(pair[1]));
            }
        }
        if (isRight) {
            namespaces.add(new StoredNamespace(Integer.parseInt(words.get(1)), words.get(2), QuotaText.quota(limits)));
        }
        return isRight ? null : "line should be: namespace <number> <name> [<quota>=<limit> ...]";
    }

    private static String line(final Namespace namespace) {
        final StringBuilder line = new StringBuilder(NAMESPACE).append(' ').append(namespace.number()).append(' ')
            .append(namespace.name());
        QuotaText.values(namespace.quota()).forEach((limit, value) -> {
            if (value > 0) {
                line.append(' ').append(QuotaText.name(limit)).append('=').append(value);
            }
        });
        return line.append('\n').toString();
    }

    /** Returns the text of a file with all users. */
    static String text(final Collection<AclUser> users, final Collection<Namespace> namespaces) {
        final StringBuilder text = new StringBuilder();
        namespaces.stream().filter(each -> each.number() > 0 || !each.quota().equals(Quota.NONE))
            .forEach(each -> text.append(line(each)));
        users.forEach(user -> text.append(user.line()).append('\n'));
        return text.toString();
    }

    /** Writes the file; {@code done} gets null, or why it can't be done. */
    void writeLater(final String text, final Consumer<Exception> done) {
        thread.execute(() -> {
            Exception failure = null;
            try {
                write(text);
            } catch (final IOException | RuntimeException e) {
                LOG.warn("users not saved: file={}", path, e);
                failure = e;
            }
            done.accept(failure);
        });
    }

    /** Either the whole new file is there in the end, or the old one. */
    private void write(final String text) throws IOException {
        final Path target = path.toAbsolutePath();
        // The hashes are for the server's eyes only.
        final Path written = Files.createTempFile(target.getParent(), target.getFileName().toString(),
            NamespaceTable.WRITTEN_SUFFIX,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(written, text, StandardCharsets.ISO_8859_1);
            Files.move(written, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    /** Ends when everything that was asked for has been done. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("users are still being saved, closing all the same: file={}", path);
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
