package org.ouzel.engine.type;

import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.protocol.Decimal;
import org.ouzel.protocol.NativeMemory;

/** Which form a string is kept in: as the number that it spells, if it does, else as its bytes. One thread. */
public final class StringForm {
    private static final int NUMBER = EntryDescriptor.ENCODING_INT << 4 | EntryDescriptor.TYPE_STRING;

    private StringForm() {
    }

    /**
     * Puts a string under a key, in place of what was there. The value must not lie in the key's old entry.
     *
     * @param expiryMs Unix milliseconds, or {@link EntryDescriptor#NO_EXPIRY}
     * @return the entry
     */
    public static long put(final Database database, final long hash, final long keyAddress, final int keyLength,
        final long valueAddress, final int valueLength, final long expiryMs, final int access) {
        if (valueLength <= Decimal.MAX_BYTES && valueLength > 0 && mayBeNumber(valueAddress)) {
            final long number = Decimal.parse(valueAddress, valueLength);
            if (number != Decimal.NOT_A_NUMBER || Decimal.isCanonical(valueAddress, valueLength)) {
                final long entry = database.put(hash, keyAddress, keyLength, NUMBER, Long.BYTES, expiryMs, access);
                EntryDescriptor.setIntegerValue(entry, number);
                return entry;
            }
        }
        final int encoding = valueLength <= EntryDescriptor.MAX_EMBSTR_BYTES ? EntryDescriptor.ENCODING_EMBSTR
            : EntryDescriptor.ENCODING_RAW;
        final long entry = database.put(hash, keyAddress, keyLength, encoding << 4 | EntryDescriptor.TYPE_STRING,
            valueLength, expiryMs, access);
        NativeMemory.copy(valueAddress, EntryDescriptor.valueAddress(entry), valueLength);
        return entry;
    }

    private static boolean mayBeNumber(final long address) {
        final int first = NativeMemory.getByte(address);
        return first == '-' || first >= '0' && first <= '9';
    }
}
