package org.ouzel.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.ouzel.protocol.NativeMemory;

class EntryDescriptorTest {
    private static final int[] KEY_LENGTHS = {0, 1, 127, 128, 255, 256, 70_000};
    private static final int[] VALUE_LENGTHS = {0, 1, 127, 128, 255, 256, 32_767, 32_768, 65_535, 65_536, 1_000_000};
    private static final int[] ACCESSES = {0, 1, 0x800000, 0xABCDEF, 0xFFFFFF};
    private static final long EXPIRY_MS = 0x0123_4567_89AB_CDEFL;
    private static final int SPARE_BYTES = 77;

    @Test
    void shouldReadBackWhatWasWrittenForEveryWidth() {
        for (final int keyLength : KEY_LENGTHS) {
            for (final int valueLength : VALUE_LENGTHS) {
                for (int options = 0; options < 4; options++) {
                    assertReadBack(keyLength, valueLength, (options & 1) != 0, (options & 2) != 0);
                }
            }
        }
    }

    @Test
    void shouldKeepTypeAndEncodingApart() {
        final long entry = NativeMemory.allocate(64);
        for (int type = 0; type <= EntryDescriptor.TYPE_STREAM; type++) {
            for (int encoding = 0; encoding <= EntryDescriptor.ENCODING_STREAM; encoding++) {
                EntryDescriptor.writeHeader(entry, 0, encoding << 4 | type, 0, 1, 4, EntryDescriptor.NO_EXPIRY, 0);
                assertEquals(type, EntryDescriptor.type(entry));
                assertEquals(encoding, EntryDescriptor.encoding(entry));
                assertEquals(encoding << 4 | type, EntryDescriptor.typeAndEncoding(entry));
                assertEquals(encoding >= EntryDescriptor.FIRST_HANDLE_ENCODING, EntryDescriptor.isHandle(entry));
                assertEquals(type == EntryDescriptor.TYPE_STRING && encoding == EntryDescriptor.ENCODING_INT,
                    EntryDescriptor.isInteger(entry));
                EntryDescriptor.setEncoding(entry, EntryDescriptor.ENCODING_SKIPLIST);
                assertEquals(type, EntryDescriptor.type(entry));
                assertEquals(EntryDescriptor.ENCODING_SKIPLIST, EntryDescriptor.encoding(entry));
            }
        }
        NativeMemory.free(entry, 64);
    }

    @Test
    void shouldKeepNumbersOfAnySize() {
        final long entry = NativeMemory.allocate(64);
        EntryDescriptor.writeHeader(entry, 0, EntryDescriptor.ENCODING_INT << 4, 0, 3, Long.BYTES,
            EntryDescriptor.NO_EXPIRY, 0);
        for (final long number : new long[] {0, -1, 1, Long.MIN_VALUE, Long.MAX_VALUE, 0x0102030405060708L}) {
            EntryDescriptor.setIntegerValue(entry, number);
            assertEquals(number, EntryDescriptor.integerValue(entry));
            assertEquals(3, EntryDescriptor.keyLength(entry));
        }
        NativeMemory.free(entry, 64);
    }

    private static void assertReadBack(final int keyLength, final int valueLength, final boolean isExpiring,
        final boolean isRoomy) {
        final int flags = EntryDescriptor.flagsFor(keyLength, valueLength, isExpiring, isRoomy);
        final long contentBytes = (long) EntryDescriptor.headerBytes(flags) + keyLength + valueLength;
        final long blockBytes = contentBytes + (isRoomy ? SPARE_BYTES : 0);
        final long entry = NativeMemory.allocate(blockBytes + 1);
        NativeMemory.putByte(entry + blockBytes, (byte) 0x77);
        EntryDescriptor.writeHeader(entry, flags, EntryDescriptor.TYPE_HASH, 0, keyLength, valueLength,
            isExpiring ? EXPIRY_MS : EntryDescriptor.NO_EXPIRY, blockBytes);
        NativeMemory.fill(EntryDescriptor.keyAddress(entry), keyLength, (byte) 'k');
        NativeMemory.fill(EntryDescriptor.valueAddress(entry), valueLength, (byte) 'v');
        for (final int access : ACCESSES) {
            EntryDescriptor.setAccess(entry, access);
            final String shape = "key=" + keyLength + " value=" + valueLength + " flags=" + flags;
            assertEquals(access, EntryDescriptor.access(entry), shape);
            assertEquals(flags, EntryDescriptor.flags(entry), shape);
            assertEquals(keyLength, EntryDescriptor.keyLength(entry), shape);
            assertEquals(valueLength, EntryDescriptor.valueLength(entry), shape);
            assertEquals(isExpiring, EntryDescriptor.hasExpiry(entry), shape);
            assertEquals(isExpiring ? EXPIRY_MS : EntryDescriptor.NO_EXPIRY, EntryDescriptor.expiryMs(entry), shape);
            assertEquals(blockBytes, EntryDescriptor.blockBytes(entry), shape);
            assertEquals(EntryDescriptor.TYPE_HASH, EntryDescriptor.type(entry), shape);
            assertEquals(entry + contentBytes, EntryDescriptor.valueAddress(entry) + valueLength, shape);
        }
        assertFilled(EntryDescriptor.keyAddress(entry), keyLength, 'k');
        assertFilled(EntryDescriptor.valueAddress(entry), valueLength, 'v');
        assertEquals(0x77, NativeMemory.getByte(entry + blockBytes));
        assertEquals(isExpiring || valueLength > 65_535, EntryDescriptor.hasExpiryField(entry));
        if (EntryDescriptor.hasExpiryField(entry)) {
            EntryDescriptor.writeExpiry(entry, 5);
            assertEquals(5, EntryDescriptor.expiryMs(entry));
            assertEquals(blockBytes, EntryDescriptor.blockBytes(entry));
        }
        NativeMemory.free(entry, blockBytes + 1);
    }

    private static void assertFilled(final long address, final int length, final char expected) {
        assertFalse(length > 0 && NativeMemory.getByte(address) != expected);
        assertTrue(length == 0 || NativeMemory.equal(address, address + 1, length - 1));
    }
}
