package org.ouzel.engine.script;

/** What scripts may set of {@code cjson}; one for each instance of the library. */
final class CjsonSettings {
    static final int INVALID_OFF = 0;
    static final int INVALID_ON = 1;
    static final int INVALID_NULL = 2;

    boolean isSparseConverted;
    int sparseRatio = 2;
    int sparseSafe = 10;
    int encodeMaxDepth = 1000;
    int decodeMaxDepth = 1000;
    int encodeInvalid = INVALID_OFF;
    int decodeInvalid = INVALID_ON;
    int precision = 14;
    boolean isBufferKept = true;
}
