package org.ouzel.engine.store;

/** Is told of entries during a walk; must not change the index that is being walked. */
@FunctionalInterface
public interface EntryConsumer {
    /** Takes the address of one entry, valid until the entry is changed. */
    void accept(long entry);
}
