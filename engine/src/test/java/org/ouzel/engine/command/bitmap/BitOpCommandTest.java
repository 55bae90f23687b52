package org.ouzel.engine.command.bitmap;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.ouzel.engine.harness.CommandTest;

class BitOpCommandTest extends CommandTest {
    private static final String[] OPERATIONS = {"AND", "OR", "XOR", "NOT", "DIFF", "DIFF1", "ANDOR", "ONE"};

    /** Compares with the definitions, bit by bit, over sources whose lengths end within and at words. */
    @Test
    void shouldCombineAnyLengths() {
        final SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 400; round++) {
            final String operation = OPERATIONS[round % OPERATIONS.length];
            final int count = "NOT".equals(operation) ? 1 : random.nextInt(2, 5);
            final List<int[]> sources = new ArrayList<>();
            final List<String> request = new ArrayList<>(List.of("BITOP", operation, "to"));
            for (int i = 0; i < count; i++) {
                final int[] source = random.ints(random.nextInt(40), 0, 256).toArray();
                sources.add(source);
                request.add("key" + i);
                engine.run("SET", "key" + i, text(source));
            }
            final int[] expected = combine(operation, sources);
            expect(":" + expected.length, request.toArray(String[]::new));
            expect(expected.length == 0 ? "$-1" : "$" + expected.length + " " + text(expected), "GET to");
        }
    }

    private static int[] combine(final String operation, final List<int[]> sources) {
        final int length = sources.stream().mapToInt(each -> each.length).max().orElseThrow();
        final int[] result = new int[length];
        for (int i = 0; i < length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                int setCount = 0;
                for (final int[] source : sources) {
                    setCount += bit(source, i, bit);
                }
                final boolean isSet =
                    combine(operation, bit(sources.get(0), i, bit), setCount, sources.size());
                result[i] |= (isSet ? 1 : 0) << bit;
            }
        }
        return result;
    }

    private static boolean combine(final String operation, final int first, final int setCount, final int count) {
        return switch (operation) {
            case "AND" -> setCount == count;
            case "OR" -> setCount > 0;
            case "XOR" -> setCount % 2 == 1;
            case "NOT" -> setCount == 0;
            case "DIFF" -> first == 1 && setCount == 1;
            case "DIFF1" -> first == 0 && setCount > 0;
            case "ANDOR" -> first == 1 && setCount > 1;
            default -> setCount == 1;
        };
    }

    private static int bit(final int[] source, final int index, final int bit) {
        return index < source.length ? source[index] >> bit & 1 : 0;
    }

    private static String text(final int[] bytes) {
        final StringBuilder text = new StringBuilder();
        for (final int each : bytes) {
            text.append((char) each);
        }
        return text.toString();
    }
}
