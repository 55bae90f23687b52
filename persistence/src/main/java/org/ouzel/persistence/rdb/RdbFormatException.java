package org.ouzel.persistence.rdb;

import java.io.IOException;

/** What a file or payload holds is no RDB, or not one that can be read; the message says what and at which offset. */
public final class RdbFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    private final long offset;

    /** @param offset bytes from the beginning of the file or payload */
    public RdbFormatException(final String what, final long offset) {
        super(what + " offset=" + offset);
        this.offset = offset;
    }

    /** Returns how many bytes lie before the place at which reading failed. */
    public long offset() {
        return offset;
    }
}
