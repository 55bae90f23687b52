package org.ouzel.engine.spi;

import java.util.function.Consumer;
import org.ouzel.engine.access.Namespace;

/** Files that namespaces have of their own, beside those of the whole dataset, and that follow them. */
public interface NamespaceFiles {
    /** There are none. */
    NamespaceFiles NONE = (number, name, newName) -> Move.NONE;

    /**
     * Takes note, on disk, of what is to become of a namespace's files: so that the next start finishes it if this
     * process ends after the namespace has changed, and before they have followed. Waits for the disk; any thread.
     *
     * @param newName what the namespace is going to be called, or null if it is going to be dropped: its files then go
     *                where no other namespace, of whatever name, gets at them
     */
    Move prepare(int number, String name, String newName);

    /** What was taken note of: {@link #begin} and {@link #make} follow, or else {@link #cancel}. */
    interface Move {
        /** There is nothing to move. */
        Move NONE = new Move() {
            @Override
            public void begin(final Namespace namespace) {
                // Nobody could be in the way.
            }

            @Override
            public void make(final Consumer<Exception> done) {
                done.accept(null);
            }

            @Override
            public void cancel() {
                // Nothing was noted.
            }
        };

        /** Is called when the namespace has changed, while all shards stand still: nobody gets at its files now. */
        void begin(Namespace namespace);

        /**
         * Moves the files, now that the namespace's change is on disk.
         *
         * @param done called by any thread when that is done, with null, or with why it isn't
         */
        void make(Consumer<Exception> done);

        /** Forgets what was noted, since the namespace hasn't changed; waits for the disk. */
        void cancel();
    }
}
