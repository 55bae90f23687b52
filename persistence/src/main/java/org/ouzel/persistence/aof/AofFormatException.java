package org.ouzel.persistence.aof;

import java.io.IOException;

/** The append only file can't be read: the message names the file, the offset and what to do. */
public final class AofFormatException extends IOException {
    private static final long serialVersionUID = 1;

    AofFormatException(final String message) {
        super(message);
    }
}
