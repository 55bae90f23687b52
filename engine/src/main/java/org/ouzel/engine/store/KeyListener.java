package org.ouzel.engine.store;

/** Is told of changes to keys in databases that are watched; see {@link Database#watch}. */
public interface KeyListener {
    /** Is told and does nothing. */
    KeyListener NONE = new KeyListener() {
        @Override
        public void keyChanged(final Database database, final long hash, final long keyAddress, final int keyLength) {
            // Nobody wants to know.
        }

        @Override
        public void allChanged(final Database database) {
            // Nobody wants to know.
        }
    };

    /** A key got a value of a watched type, or goes away; called in the midst of the change: only to be noted. */
    void keyChanged(Database database, long hash, long keyAddress, int keyLength);

    /** All keys of a database have been exchanged or removed. */
    void allChanged(Database database);
}
