package org.ouzel.engine.spi;

import java.util.function.Consumer;
import org.ouzel.engine.access.Namespace;

/** Files that namespaces have of their own, beside those of the whole dataset. Told while all shards stand still. */
public interface NamespaceFiles {
    /** There are none. */
    NamespaceFiles NONE = new NamespaceFiles() {
        @Override
        public void renamed(final Namespace namespace, final String oldName, final Consumer<Exception> done) {
            done.accept(null);
        }

        @Override
        public void dropped(final Namespace namespace, final Consumer<Exception> done) {
            done.accept(null);
        }
    };

    /**
     * Has a namespace's files follow its name, which has just changed.
     *
     * @param done called by any thread when they have, with null, or with why they haven't
     */
    void renamed(Namespace namespace, String oldName, Consumer<Exception> done);

    /**
     * Puts a namespace's files where no other namespace, of whatever name, gets at them.
     *
     * @param done called by any thread when that is done, with null, or with why it isn't
     */
    void dropped(Namespace namespace, Consumer<Exception> done);
}
