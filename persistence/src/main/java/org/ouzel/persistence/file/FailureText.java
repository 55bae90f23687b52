package org.ouzel.persistence.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Words failures of files as the C library does, which is what Redis shows its clients. */
public final class FailureText {
    public static final String NO_SUCH_FILE = "No such file or directory";

    private FailureText() {
    }

    /** Returns the reason without the path. */
    public static String of(final IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return NO_SUCH_FILE;
        }
        if (failure instanceof AccessDeniedException) {
            return "Permission denied";
        }
        if (failure instanceof FileSystemException && ((FileSystemException) failure).getReason() != null) {
            return ((FileSystemException) failure).getReason();
        }
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
