package org.ouzel.engine.type;

/** The fields of an entry of a stream, one after another. Addresses are valid until the stream changes. */
public interface StreamFields {
    /** Returns the number of pairs of name and value. */
    int fieldCount();

    /** Goes back to before the first field. */
    void rewind();

    /** Goes on to the next field; called at most {@link #fieldCount()} times. */
    void nextField();

    long nameAddress();

    int nameLength();

    long valueAddress();

    int valueLength();
}
