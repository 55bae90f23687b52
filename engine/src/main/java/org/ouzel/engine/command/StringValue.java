package org.ouzel.engine.command;

import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.protocol.Decimal;
import org.ouzel.protocol.NativeMemory;

/** The bytes of a string entry's value; a number's digits are written to a place of its own. One thread. */
public final class StringValue {
    private long address;
    private int length;
    private final long digits = NativeMemory.allocate(Decimal.MAX_BYTES);

    /** Points at an entry's value, until the entry changes or the next call. */
    public StringValue of(final long entry) {
        if (EntryDescriptor.isInteger(entry)) {
            address = digits;
            length = Decimal.write(EntryDescriptor.integerValue(entry), digits);
        } else {
            address = EntryDescriptor.valueAddress(entry);
            length = EntryDescriptor.valueLength(entry);
        }
        return this;
    }

    public long address() {
        return address;
    }

    public int length() {
        return length;
    }

    void close() {
        NativeMemory.free(digits, Decimal.MAX_BYTES);
    }
}
