package org.ouzel.persistence.kdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.ouzel.engine.access.Namespace;
import org.ouzel.engine.settings.Settings;
import org.ouzel.engine.spi.NamespaceFiles;
import org.ouzel.persistence.file.FileLayer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the directories of namespaces follow them: one that is renamed takes its directory along, the directory of one
 * that is dropped goes to {@code %dropped/NUMBER-NAME}, a place that no namespace's name leads to. So does a directory
 * that was in the way of one that is renamed. Nothing is deleted: that is the operator's to do.
 *
 * <p>Directories are moved by a thread of their own, one after the other, each with one atomic step of the file system;
 * until then the namespace's KDB commands are refused.
 */
public final class KdbDirectories implements NamespaceFiles, AutoCloseable {
    /** No namespace's directory is called so: behind a percent sign those have two hexadecimal digits. */
    private static final String DROPPED = "%dropped";
    private static final Logger LOG = LoggerFactory.getLogger(KdbDirectories.class);
    private static final long END_SECONDS = 10;

    private final ConcurrentHashMap<Integer, Integer> moving = new ConcurrentHashMap<>();
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

    @Override
    public void renamed(final Namespace namespace, final String oldName, final Consumer<Exception> done) {
        final String newName = namespace.name();
        move(namespace, done, () -> {
            final KdbFiles files = files();
            final Path from = files.directory(oldName);
            if (isDirectory(from)) {
                putAside(files.directory(newName), namespace.number());
                layer.move(from, files.directory(newName));
                LOG.info("KDB files moved: from={} to={}", from, files.directory(newName));
            }
        });
    }

    @Override
    public void dropped(final Namespace namespace, final Consumer<Exception> done) {
        final String name = namespace.name();
        dropped.add(namespace.number());
        move(namespace, done, () -> putAside(files().directory(name), namespace.number()));
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

    /** Returns whether a namespace's directory isn't where its name says, for the moment or for good. */
    boolean isMoving(final Namespace namespace) {
        return moving.containsKey(namespace.number()) || dropped.contains(namespace.number());
    }

    /**
     * Makes a namespace's directory for a file, which doesn't move meanwhile.
     *
     * @throws IOException also when the file isn't where it should be any more, since the namespace is another one
     */
    synchronized void make(final Namespace namespace, final Path file) throws IOException {
        if (isMoving(namespace) || !files().directory(namespace.name()).equals(file.getParent())) {
            throw new IOException("the namespace was renamed or dropped");
        }
        layer.createDirectory(file.getParent().getParent());
        layer.createDirectory(file.getParent());
    }

    private void move(final Namespace namespace, final Consumer<Exception> done, final Work work) {
        moving.merge(namespace.number(), 1, Integer::sum);
        thread.execute(() -> {
            Exception failure = null;
            try {
                synchronized (this) {
                    work.run();
                }
            } catch (final IOException | RuntimeException e) {
                LOG.error("KDB files not moved: namespace={} name={} cause={}", namespace.number(), namespace.name(),
                    e.toString());
                failure = e;
            }
            moving.computeIfPresent(namespace.number(), (number, count) -> count == 1 ? null : count - 1);
            done.accept(failure);
        });
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

    /** Something that may fail. */
    private interface Work {
        void run() throws IOException;
    }
}
