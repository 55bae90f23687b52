package org.ouzel.network.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ouzel.network.harness.RawConnection;

/** Garbles a good command into one that should mostly be refused: wrong arity, wrong option, wrong number. */
final class Mutation {
    private Mutation() {
    }

    static Step of(final Step step, final Dice dice) {
        final List<byte[]> arguments = new ArrayList<>(Arrays.asList(step.arguments()));
        final int index = arguments.size() == 1 ? 0 : dice.between(1, arguments.size() - 1);
        switch (dice.below(6)) {
            case 0:
                arguments.add(RawConnection.bytes(dice.chance(50) ? dice.word() : harmlessNumber(dice)));
                break;
            case 1:
                arguments.add(RawConnection.bytes(dice.oneOf("NX", "XX", "EX", "COUNT", "LIMIT", "WITHSCORES", "GT")));
                break;
            case 2, 3:
                if (index > 0) {
                    arguments.set(index, RawConnection.bytes(harmlessNumber(dice)));
                }
                break;
            case 4:
                if (index > 0) {
                    arguments.remove(index);
                }
                break;
            default:
                return new Step(Arrays.copyOf(step.arguments(), Math.max(1, index)), step.matcher(), null, false,
                    false);
        }
        return new Step(arguments.toArray(byte[][]::new), step.matcher(), null, false, false);
    }

    /**
     * Never a small positive number, which would be a TTL that ends during the test; nor one with a zero byte, since
     * an error text of Redis quotes an argument only up to there.
     */
    private static String harmlessNumber(final Dice dice) {
        while (true) {
            final String number = dice.oddNumber();
            if (!number.strip().matches("\\+?0*1") && number.indexOf('\0') < 0) {
                return number;
            }
        }
    }
}
