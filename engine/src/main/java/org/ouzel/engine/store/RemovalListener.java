package org.ouzel.engine.store;

/** Is told of keys that go away by themselves, while their entries can still be read. */
public interface RemovalListener {
    /** A key's time has come; its entry is removed and freed after this call. */
    void expired(Database database, long entry);
}
