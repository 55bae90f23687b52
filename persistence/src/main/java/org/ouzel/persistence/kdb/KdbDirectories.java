package org.ouzel.persistence.kdb;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.ouzel.engine.access.Namespace;
import org.ouzel.engine.settings.Settings;
import org.ouzel.engine.spi.NamespaceFiles;
import org.ouzel.persistence.file.FileLayer;
import org.ouzel.persistence.file.Leftovers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the directories of namespaces follow them: one that is renamed takes its directory along, the directory of one
 * that is dropped goes to {@code %dropped/NUMBER-NAME}, a place that no namespace's name leads to. So does a directory
 * that was in the way of one that is renamed. Nothing is deleted: that is the operator's to do.
 *
 * <p>What is to be moved is noted in a file before the namespace changes, and forgotten when it has been: a later start
 * finishes what the end of a process left ({@link #finish}). Directories are moved by a thread of their own, one after
 * the other, each with one atomic step of the file system; until then KDB commands are refused to all who would get at
 * one of them. So they are if that fails: until it is made up for, by the next change of a namespace or a start.
 */
public final class KdbDirectories implements NamespaceFiles, AutoCloseable {
    /** No namespace's directory is called so: behind a percent sign those have two hexadecimal digits. */
    private static final String DROPPED = "%dropped";
    private static final Logger LOG = LoggerFactory.getLogger(KdbDirectories.class);
    private static final long END_SECONDS = 10;

    private long nextId = 1;
    /** What was to be moved, in the order in which it was begun, and may be now. */
    private final List<KdbMove> due = new ArrayList<>();
    /** What was begun and isn't done. */
    private final Set<KdbMove> moving = ConcurrentHashMap.newKeySet();
    private final Set<Integer> dropped = ConcurrentHashMap.newKeySet();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        final Thread made = new Thread(task, "ouzel-kdb");
        made.setDaemon(true);
        return made;
    });
    private final Settings settings;
    private final FileLayer layer;

    public KdbDirectories(final Settings settings, final FileLayer layer) {
        this.settings = settings;
        this.layer = layer;
    }

    /**
     * Finishes what an earlier process had noted and not done; before anybody is served.
     *
     * @param owner tells what the namespace of a number is called, or null if there is none
     */
    public synchronized void finish(final IntFunction<String> owner) {
        Leftovers.remove(files().root(), KdbMove.UNFINISHED);
        final List<KdbMove> noted = noted();
        for (int i = 0; i < noted.size(); i++) {
            final KdbMove move = noted.get(i);
            nextId = move.id() + 1;
            // The namespace may have been renamed several times: up to the name that was kept.
            final boolean hasHappened = noted.subList(i, noted.size()).stream().anyMatch(
                later -> later.number() == move.number()
                    && Objects.equals(later.newName(), owner.apply(move.number())));
            if (hasHappened) {
                LOG.warn("Moving KDB files that an earlier start has left: namespace={} from={} to={}", move.number(),
                    move.name(), move.newName());
                moving.add(move);
                due.add(move);
            } else {
                forget(move);
            }
        }
        try {
            makeDue();
        } catch (final IOException | RuntimeException e) {
            LOG.error("KDB files not moved, they are nobody's until they are: cause={}", e.toString());
        }
    }

    @Override
    public Move prepare(final int number, final String name, final String newName) {
        final KdbMove move = note(number, name, newName);
        return new Move() {
            @Override
            public void begin(final Namespace namespace) {
                if (newName == null) {
                    dropped.add(number);
                }
                moving.add(move);
            }

            @Override
            public void make(final Consumer<Exception> done) {
                thread.execute(() -> KdbDirectories.this.make(move, done));
            }

            @Override
            public void cancel() {
                forget(move);
            }
        };
    }

    /** Ends when everything that was asked for has been done. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("KDB files are still being moved, closing all the same");
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns where the files are; CONFIG SET dir may change it. */
    KdbFiles files() {
        return new KdbFiles(settings);
    }

    /** Returns whether a namespace's directory isn't where its name says, or is another's still. */
    boolean isMoving(final Namespace namespace) {
        return dropped.contains(namespace.number()) || moving.stream().anyMatch(
            move -> move.number() == namespace.number() || move.name().equals(namespace.name())
                || namespace.name().equals(move.newName()));
    }

    /** Returns whether a file is still in its namespace's directory. */
    boolean isInPlace(final Namespace namespace, final Path file) {
        return !isMoving(namespace) && files().directory(namespace.name()).equals(file.getParent());
    }

    /**
     * Makes a namespace's directory for a file, which doesn't move meanwhile.
     *
     * @throws IOException also when the file isn't where it should be any more, since the namespace is another one
     */
    synchronized void make(final Namespace namespace, final Path file) throws IOException {
        if (!isInPlace(namespace, file)) {
            throw new IOException("the namespace was renamed or dropped");
        }
        layer.createDirectory(file.getParent().getParent());
        layer.createDirectory(file.getParent());
    }

    /** That it can't be noted keeps nobody from trying: then only the end of the process mustn't come too early. */
    private synchronized KdbMove note(final int number, final String name, final String newName) {
        final KdbMove move = new KdbMove(nextId++, number, name, newName);
        try {
            layer.createDirectory(files().root());
            layer.replace(files().root().resolve(move.fileName()), move.content());
        } catch (final IOException | RuntimeException e) {
            LOG.error("Move of KDB files not noted: namespace={} name={} cause={}", number, name, e.toString());
        }
        return move;
    }

    private synchronized void forget(final KdbMove move) {
        try {
            layer.delete(files().root().resolve(move.fileName()));
        } catch (final IOException | RuntimeException e) {
            LOG.warn("Note of moved KDB files not removed: file={} cause={}", move.fileName(), e.toString());
        }
    }

    /** Returns what is noted on disk, in its order. */
    private List<KdbMove> noted() {
        final List<KdbMove> noted = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(files().root())) {
            for (final Path file : files) {
                final long id = KdbMove.idOf(file.getFileName().toString());
                if (id >= 0 && KdbFiles.isFile(file)) {
                    noted.add(KdbMove.parse(id, Files.readAllBytes(file)));
                }
            }
        } catch (final NoSuchFileException e) {
            LOG.debug("nothing was saved yet: directory={}", files().root(), e);
        } catch (final IOException | DirectoryIteratorException | IllegalArgumentException e) {
            LOG.error("Notes of KDB files not read, some may be under old names: directory={} cause={}",
                files().root(), e.toString());
        }
        noted.sort(Comparator.comparingLong(KdbMove::id));
        return noted;
    }

    private void make(final KdbMove move, final Consumer<Exception> done) {
        Exception failure = null;
        synchronized (this) {
            due.add(move);
            try {
                makeDue();
            } catch (final IOException | RuntimeException e) {
                LOG.error("KDB files not moved: namespace={} name={} cause={}", move.number(), move.name(),
                    e.toString());
                failure = e;
            }
        }
        done.accept(failure);
    }

    /** Moves what may be moved: what failed before, too, and comes first. */
    private void makeDue() throws IOException {
        while (!due.isEmpty()) {
            final KdbMove move = due.get(0);
            makeOne(move);
            forget(move);
            due.remove(0);
            moving.remove(move);
        }
    }

    private void makeOne(final KdbMove move) throws IOException {
        final Path from = files().directory(move.name());
        if (move.newName() == null) {
            putAside(from, move.number());
        } else if (isDirectory(from)) {
            final Path to = files().directory(move.newName());
            putAside(to, move.number());
            layer.move(from, to);
            LOG.info("KDB files moved: from={} to={}", from, to);
        }
    }

    private void putAside(final Path directory, final int number) throws IOException {
        if (!isDirectory(directory)) {
            return;
        }
        final Path place = files().root().resolve(DROPPED);
        layer.createDirectory(place);
        Path target = place.resolve(number + "-" + directory.getFileName());
        for (int i = 2; Files.exists(target, LinkOption.NOFOLLOW_LINKS); i++) {
            target = place.resolve(number + "-" + directory.getFileName() + "-" + i);
        }
        layer.move(directory, target);
        LOG.warn("KDB files put aside, where no namespace gets at them: from={} to={}", directory, target);
    }

    private static boolean isDirectory(final Path directory) {
        return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS);
    }
}
