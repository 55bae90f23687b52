package org.ouzel.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NativeBufferTest {
    @Test
    void shouldKeepContentWhileGrowing() {
        final long before = NativeMemory.allocatedBytes();
        final Random random = new Random(3);
        final ByteArrayOutputStream expected = new ByteArrayOutputStream();
        try (NativeBuffer buffer = new NativeBuffer(8, 64); NativeBuffer other = new NativeBuffer(1, 1)) {
            for (int i = 0; i < 2_000; i++) {
                final byte[] bytes = new byte[random.nextInt(40)];
                random.nextBytes(bytes);
                switch (i % 4) {
                    case 0 -> buffer.putBytes(bytes);
                    case 1 -> {
                        other.reset();
                        other.putBytes(bytes);
                        buffer.putBytes(other.address(), other.length());
                    }
                    case 2 -> {
                        final long number = random.nextLong() >> random.nextInt(64);
                        buffer.putDecimal(number);
                        expected.writeBytes(Requests.bytes(Long.toString(number)));
                    }
                    default -> {
                        for (final byte value : bytes) {
                            buffer.putByte(value);
                        }
                    }
                }
                if (i % 4 != 2) {
                    expected.writeBytes(bytes);
                }
            }
            assertArrayEquals(expected.toByteArray(), buffer.toArray());
        }
        assertEquals(before, NativeMemory.allocatedBytes());
    }

    @Test
    void shouldShrinkOnResetOnlyBeyondItsKeptCapacity() {
        try (NativeBuffer buffer = new NativeBuffer(16, 64)) {
            buffer.putBytes(new byte[64]);
            buffer.reset();
            assertEquals(64, buffer.capacity());
            assertEquals(0, buffer.length());
            buffer.putBytes(new byte[65]);
            assertEquals(128, buffer.capacity());
            buffer.reset();
            assertEquals(16, buffer.capacity());
            buffer.putBytes(Requests.bytes("abc"));
            assertArrayEquals(Requests.bytes("abc"), buffer.toArray());
        }
    }

    @Test
    void shouldReserveWithoutTakingIn() {
        try (NativeBuffer buffer = new NativeBuffer(4, 4)) {
            buffer.putBytes(Requests.bytes("abc"));
            final long at = buffer.reserve(10);
            NativeMemory.copy(Requests.bytes("0123456789"), 0, at, 10);
            assertEquals(3, buffer.length());
            buffer.advance(5);
            assertArrayEquals(Requests.bytes("abc01234"), buffer.toArray());
            buffer.truncate(2);
            assertArrayEquals(Requests.bytes("ab"), buffer.toArray());
        }
    }

    @Test
    void shouldRefuseToOutgrowAnInteger() {
        try (NativeBuffer buffer = new NativeBuffer(4, 4)) {
            buffer.putByte((byte) 1);
            assertThrows(OutOfMemoryError.class, () -> buffer.reserve(Integer.MAX_VALUE));
            assertEquals(1, buffer.length());
        }
    }

    @Test
    void shouldCloseTwice() {
        final long before = NativeMemory.allocatedBytes();
        final NativeBuffer buffer = new NativeBuffer(4, 4);
        buffer.close();
        buffer.close();
        assertEquals(before, NativeMemory.allocatedBytes());
    }
}
