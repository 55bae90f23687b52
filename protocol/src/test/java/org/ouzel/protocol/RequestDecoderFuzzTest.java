package org.ouzel.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random input, the seed of which is in every failure's message. */
class RequestDecoderFuzzTest {
    private static final int ROUNDS = 20_000;
    private static final String[] FRAGMENTS = {"\r\n", "\r", "\n", "*1\r\n", "*2\r\n", "*10\r\n", "*-1\r\n", "$0\r\n",
        "$1\r\n", "$-1\r\n", "$12\r\n", "$300\r\n", ":1\r\n", "#t\r\n", "_\r\n", "+x\r\n", "%1\r\n", "\"", "'", "\\x4",
        "\\", " ", "*", "$", "1", "0", "99999999999", "a", "\u0000", "\u00ff"};

    private final RequestDecoder decoder = new RequestDecoder();

    @Test
    void shouldSurviveMutatedPipelines() {
        final long firstSeed = Long.getLong("ouzel.test.seed", 20261121);
        for (int round = 0; round < ROUNDS; round++) {
            final long seed = firstSeed + round;
            final Random random = new Random(seed);
            requireSameOutcome(mutate(pipeline(random), random), random, "seed=" + seed);
        }
    }

    @Test
    void shouldSurviveNoise() {
        final long firstSeed = Long.getLong("ouzel.test.seed", 20261121);
        for (int round = 0; round < ROUNDS; round++) {
            final long seed = firstSeed + round;
            final Random random = new Random(seed);
            final byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            requireSameOutcome(noise, random, "seed=" + seed);
        }
    }

    @Test
    void shouldSurviveFragmentsOfProtocol() {
        final long firstSeed = Long.getLong("ouzel.test.seed", 20261121);
        for (int round = 0; round < ROUNDS; round++) {
            final long seed = firstSeed + round;
            final Random random = new Random(seed);
            final StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(30); i >= 0; i--) {
                text.append(FRAGMENTS[random.nextInt(FRAGMENTS.length)]);
            }
            requireSameOutcome(Requests.bytes(text.toString()), random, "seed=" + seed);
        }
    }

    @Test
    void shouldDecodeWhatWasEncoded() {
        final long firstSeed = Long.getLong("ouzel.test.seed", 20261121);
        for (int round = 0; round < 3_000; round++) {
            final long seed = firstSeed + round;
            final Random random = new Random(seed);
            final List<String> expected = new ArrayList<>();
            byte[] bytes = new byte[0];
            for (int i = random.nextInt(5); i >= 0; i--) {
                final String[] arguments = arguments(random);
                expected.add(String.join("|", arguments));
                bytes = Requests.join(bytes, Requests.encode(arguments));
            }
            try (Receiver receiver = new Receiver(decoder, DecodeLimits.DEFAULT, '1')) {
                takeInRandomPieces(receiver, bytes, random);
                assertNull(receiver.error(), "seed=" + seed);
                assertEquals(expected, receiver.requests(), "seed=" + seed);
                assertEquals(0, receiver.keptBytes(), "seed=" + seed);
            }
        }
    }

    private void requireSameOutcome(final byte[] input, final Random random, final String message) {
        try (Receiver whole = new Receiver(decoder, DecodeLimits.DEFAULT, '\r');
            Receiver bytewise = new Receiver(decoder, DecodeLimits.DEFAULT, '\n');
            Receiver pieces = new Receiver(decoder, DecodeLimits.DEFAULT, '3')) {
            whole.take(input.clone());
            bytewise.maxRequests(1 + random.nextInt(3)).takeInPieces(input.clone(), 1);
            takeInRandomPieces(pieces, input.clone(), random);
            assertEquals(whole.outcome(), bytewise.outcome(), () -> message + " input=" + Arrays.toString(input));
            assertEquals(whole.outcome(), pieces.outcome(), () -> message + " input=" + Arrays.toString(input));
        } catch (final RuntimeException e) {
            throw new AssertionError(message + " input=" + Arrays.toString(input), e);
        }
    }

    private static void takeInRandomPieces(final Receiver receiver, final byte[] input, final Random random) {
        int at = 0;
        while (at < input.length) {
            final int piece = Math.min(input.length - at, 1 + random.nextInt(40));
            receiver.take(input, at, piece);
            at += piece;
        }
    }

    private static byte[] pipeline(final Random random) {
        byte[] bytes = new byte[0];
        for (int i = random.nextInt(4); i >= 0; i--) {
            final byte[] request = random.nextInt(5) == 0
                ? Requests.bytes("set \"a b\" 'c' d\\x41\r\n") : Requests.encode(arguments(random));
            bytes = Requests.join(bytes, request);
        }
        return bytes;
    }

    private static byte[] mutate(final byte[] bytes, final Random random) {
        byte[] mutated = bytes;
        for (int i = random.nextInt(4); i > 0; i--) {
            final int at = random.nextInt(mutated.length);
            switch (random.nextInt(4)) {
                case 0 -> mutated[at] = (byte) random.nextInt(256);
                case 1 -> mutated[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> mutated = Requests.join(Arrays.copyOf(mutated, at),
                    Requests.bytes(FRAGMENTS[random.nextInt(FRAGMENTS.length)]),
                    Arrays.copyOfRange(mutated, at, mutated.length));
                default -> mutated = Requests.join(Arrays.copyOf(mutated, at),
                    Arrays.copyOfRange(mutated, Math.min(mutated.length, at + 1 + random.nextInt(3)), mutated.length),
                    new byte[] {(byte) random.nextInt(256)});
            }
        }
        return mutated;
    }

    private static String[] arguments(final Random random) {
        final String[] arguments = new String[1 + random.nextInt(random.nextInt(10) == 0 ? 40 : 4)];
        for (int i = 0; i < arguments.length; i++) {
            final byte[] bytes = new byte[random.nextInt(random.nextInt(20) == 0 ? 300 : 15)];
            random.nextBytes(bytes);
            arguments[i] = new String(bytes, StandardCharsets.ISO_8859_1);
        }
        return arguments;
    }
}
