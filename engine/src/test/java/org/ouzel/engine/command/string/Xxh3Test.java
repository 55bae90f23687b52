package org.ouzel.engine.command.string;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ouzel.protocol.NativeMemory;

class Xxh3Test {
    /** Expected values come from the reference library; lengths lie on both sides of each of the algorithm's limits. */
    @ParameterizedTest
    @CsvSource({
        "0, 2d06800538d394c2", "1, 13e608bc156defed", "2, 1c9074b93943b86c", "3, a9088dda485b481c",
        "4, 6d9253b16c8b1ed3", "5, 998620e10e3a4b37", "8, 60539db630471163", "9, feff668361d723a8",
        "12, 6829454be0cc3199", "16, b8c859b0f030b585", "17, 714a04408e79b80f", "32, 19ff4ee1d6ba1a55",
        "33, 3e44983ad21679c8", "64, 287eb1fa9e4be2c1", "65, 829218de4d798646", "96, f084e7cfbc624743",
        "97, 1daa83271a8e7b7c", "128, 67425a03650261bf", "129, c664bf3311c6abc4", "160, d70dea8de694b883",
        "200, 746cd0025327bf5b", "240, 64556dc6b462a6cf", "241, 8beadd3a8874fe17", "256, 3c38817f6d79c0da",
        "512, f58202b8d9019d1d", "1023, d26986a0b85dcc44", "1024, 9b81661c641c72b1", "1025, 806c2072ed713576",
        "1088, 2f8781e01841f0da", "2048, abe604813ba62ed1", "2049, 55aed42c9f1554b6", "4096, d7428746842be37e",
        "5000, 799aaddd7339581d"})
    void shouldHashAsPublished(final int length, final String expected) {
        // Exactly as long as the input, so that poison behind it would show in the hash.
        final long address = NativeMemory.allocate(Math.max(1, length));
        try {
            for (int i = 0; i < length; i++) {
                NativeMemory.putByte(address + i, (byte) (i * 7 + 3));
            }
            assertEquals(expected, String.format("%016x", Xxh3.hash(address, length)));
        } finally {
            NativeMemory.free(address, Math.max(1, length));
        }
    }
}
