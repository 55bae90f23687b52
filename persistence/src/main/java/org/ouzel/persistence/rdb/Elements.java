package org.ouzel.persistence.rdb;

import org.ouzel.protocol.Decimal;
import org.ouzel.protocol.NativeMemory;

/**
 * Walks over the elements of one of Redis's packed encodings, checking every byte on the way. What it shows is valid
 * until the next move; the blob stays the caller's. One thread; reused.
 */
abstract class Elements implements AutoCloseable {
    protected long at;
    protected long end;
    private long address;
    private int length;
    private boolean isInteger;
    private long integer;
    private final long digits = NativeMemory.allocate(Decimal.MAX_BYTES);

    /** Goes before the first element of a blob. */
    abstract void open(long blob, int bytes) throws MalformedBlobException;

    /** Goes on by one element; returns whether there was one. At the end, the blob was well-formed. */
    abstract boolean next() throws MalformedBlobException;

    /** Goes on by one element, which there must be. */
    final void require() throws MalformedBlobException {
        if (!next()) {
            throw new MalformedBlobException("elements are missing");
        }
    }

    /** Returns the address of the element's text. */
    final long address() {
        return address;
    }

    final int length() {
        return length;
    }

    /** Returns the element as a number. */
    final long number() throws MalformedBlobException {
        if (isInteger) {
            return integer;
        }
        final long number = Decimal.parse(address, length);
        if (number == Decimal.NOT_A_NUMBER && !Decimal.isCanonical(address, length)) {
            throw new MalformedBlobException("element is no number");
        }
        return number;
    }

    @Override
    public final void close() {
        NativeMemory.free(digits, Decimal.MAX_BYTES);
    }

    protected final void show(final long number) {
        isInteger = true;
        integer = number;
        address = digits;
        length = Decimal.write(number, digits);
    }

    /** Shows bytes as they are; they must lie before the end. */
    protected final void show(final long textAddress, final long textLength) throws MalformedBlobException {
        if (textLength < 0 || textLength > end - textAddress) {
            throw new MalformedBlobException("element is longer than what is left: length=" + textLength);
        }
        isInteger = false;
        address = textAddress;
        length = (int) textLength;
    }

    /** Makes sure that so many bytes lie between a place and the end. */
    protected final void need(final long from, final long bytes) throws MalformedBlobException {
        if (end - from < bytes) {
            throw new MalformedBlobException("element is cut off");
        }
    }
}
