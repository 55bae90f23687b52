package org.ouzel.persistence.rdb;

/** A value's bytes aren't what their type says; its message has no offset yet. */
final class MalformedBlobException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedBlobException(final String what) {
        super(what, null, false, false);
    }
}
