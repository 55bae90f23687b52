package org.ouzel.engine.type;

import org.ouzel.engine.store.Database;

/** Is told of fields of hashes that go away by themselves, before they go. */
@FunctionalInterface
public interface FieldExpiryListener {
    /** A field's time has come; all addresses are valid during the call. */
    void expired(Database database, long keyAddress, int keyLength, long fieldAddress, int fieldLength);
}
