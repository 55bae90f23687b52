package org.ouzel.auth.acl;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whose data is kept under which number, whatever becomes of the users: beside the data, in the file {@value #NAME}.
 *
 * <pre>
 * 12            no number above this one has ever been given out: some more than have been are kept ahead
 * 1 owls al     number 1 belongs to the namespace owls, which was named al before
 * 2 bo
 * </pre>
 *
 * <p>So a number is never given to somebody else, neither when the users' database is lost or another one, nor when a
 * namespace has been dropped. Changed by one thread at a time, in a rendezvous of all shards or before the start, which
 * waits for no disk; {@link #write()} does, on any other thread.
 */
public final class NamespaceTable {
    public static final String NAME = "ouzel.namespaces";
    /** How the names of files end that take this one's place, or that of users, when they are complete. */
    public static final String WRITTEN_SUFFIX = ".tmp";

    private static final Logger LOG = LoggerFactory.getLogger(NamespaceTable.class);
    private static final int AHEAD_COUNT = 8;
    private static final int MOST = Short.MAX_VALUE;

    private volatile int highest;
    private volatile int reserved;
    private boolean hasEnded;
    private volatile boolean isChanged;
    private volatile Map<Integer, List<String>> names = Map.of();
    private final Path path;

    private NamespaceTable(final Path path) {
        this.path = path;
    }

    /**
     * Reads the table of a data directory; one that isn't there is empty.
     *
     * @throws IllegalStateException if it can't be read; the message says why
     */
    public static NamespaceTable in(final Path directory) {
        final NamespaceTable table = new NamespaceTable(directory.toAbsolutePath().resolve(NAME));
        try {
            table.read(Files.readAllLines(table.path, StandardCharsets.ISO_8859_1));
        } catch (final NoSuchFileException e) {
            LOG.debug("no namespaces yet: file={}", table.path);
        } catch (final IOException | RuntimeException e) {
            throw new IllegalStateException("the table of namespaces can't be read: file=" + table.path + " cause="
                + e.getMessage(), e);
        }
        return table;
    }

    /** Returns an empty table that is kept nowhere: for an engine whose data doesn't outlive it. */
    public static NamespaceTable unkept() {
        return new NamespaceTable(null);
    }

    private void read(final List<String> lines) {
        final Map<Integer, List<String>> found = new TreeMap<>();
        for (int i = 0; i < lines.size(); i++) {
            final List<String> words = List.of(lines.get(i).trim().split(" "));
            if (!words.get(0).matches("\\d{1,5}") || Integer.parseInt(words.get(0)) > MOST
                || (i == 0) != (words.size() == 1)) {
                throw new IllegalArgumentException("line " + (i + 1) + " isn't a number"
                    + (i == 0 ? "" : " and names of a namespace"));
            }
            final int number = Integer.parseInt(words.get(0));
            use(number);
            if (i > 0) {
                found.put(number, words.subList(1, words.size()));
            }
        }
        names = Collections.unmodifiableMap(found);
        reserved = highest;
    }

    /** Returns whom a number belongs to, or null if that isn't known. */
    public String owner(final int number) {
        final List<String> known = names.get(number);
        return known == null ? null : known.get(0);
    }

    /** Tells whether data under a number may be a namespace's: it is, or was once, or nobody else's. */
    boolean mayBelong(final int number, final String name) {
        final List<String> known = names.get(number);
        return known == null || known.contains(name);
    }

    /** Returns the number of a namespace that has data here, or 0. */
    int numberOf(final String name) {
        for (final Map.Entry<Integer, List<String>> each : names.entrySet()) {
            if (each.getValue().get(0).equals(name)) {
                return each.getKey();
            }
        }
        return 0;
    }

    /** Takes note that there is something under a number. */
    void use(final int number) {
        highest = Math.max(highest, number);
    }

    /** Returns a number that nobody ever had. */
    int next() {
        highest = highest + 1;
        if (highest > reserved && path != null) {
            // The thread that reserves them ahead hasn't come round to it.
            write();
        }
        return highest;
    }

    /** Gives a number to a namespace, or a namespace's number another name. */
    void put(final int number, final String name) {
        use(number);
        final List<String> known = new ArrayList<>(List.of(name));
        known.addAll(names.getOrDefault(number, List.of()));
        change(number, known.stream().distinct().toList());
    }

    /** Forgets whose a number was. It is used up all the same. */
    void remove(final int number) {
        change(number, null);
    }

    private void change(final int number, final List<String> newNames) {
        if (number == 0 || newNames != null && newNames.equals(names.get(number))) {
            return;
        }
        final Map<Integer, List<String>> changed = new TreeMap<>(names);
        if (newNames == null) {
            changed.remove(number);
        } else {
            changed.put(number, newNames);
        }
        names = Collections.unmodifiableMap(changed);
        isChanged = true;
    }

    /** Returns whether there is something for {@link #write()} to do. */
    boolean isChanged() {
        return isChanged && path != null;
    }

    /** Returns whether the table outlives the process. */
    boolean isKept() {
        return path != null;
    }

    /**
     * Keeps the table as it is now. That it can't be is logged: numbers may then be given out again after the end.
     *
     * @return why it can't be, or null
     */
    synchronized Exception write() {
        return hasEnded ? null : write(highest + AHEAD_COUNT);
    }

    /** Keeps the table when nothing more is going to change, without numbers ahead; nothing is written thereafter. */
    synchronized void writeAtEnd() {
        if (path != null && !hasEnded && (isChanged || reserved > highest)) {
            write(highest);
        }
        // A thread that was about to write when it was told to end must not do so in a directory that is ours no more.
        hasEnded = true;
    }

    private Exception write(final int newReserved) {
        isChanged = false;
        reserved = newReserved;
        final StringBuilder text = new StringBuilder().append(newReserved).append('\n');
        names.forEach((number, each) -> text.append(number).append(' ').append(String.join(" ", each)).append('\n'));
        try {
            final Path written = Files.createTempFile(path.getParent(), NAME, WRITTEN_SUFFIX,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try {
                try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
                    channel.write(StandardCharsets.ISO_8859_1.encode(text.toString()));
                    channel.force(true);
                }
                Files.move(written, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(written);
            }
        } catch (final IOException | UnsupportedOperationException e) {
            LOG.warn("Table of namespaces not kept: file={} cause={}", path, e.toString());
            isChanged = true;
            return e;
        }
        return null;
    }
}
