package org.ouzel.engine.command.server;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.ouzel.engine.Version;
import org.ouzel.engine.command.CommandContext;

/** LOLWUT: a ring of slots, some of them taken, another at every call. On the session's IO loop. */
final class Lolwut {
    private static final int SLOT_COUNT = 40;
    private static final int WIDTH = 45;
    private static final int HEIGHT = 19;
    private static final int MIDDLE_ROW = HEIGHT / 2;
    private static final String BIRD = "(o>";

    private Lolwut() {
    }

    /** Takes {@code VERSION number} and whatever follows it, and draws the same. */
    static void execute(final CommandContext context) {
        if (context.argCount() > 2 && context.argIs(1, "version") && !context.requireLong(2)) {
            return;
        }
        context.reply().verbatim("txt", draw(context.seed()) + "\nRedis ver. " + Version.REDIS + ", Ouzel ver. "
            + Version.OUZEL + ": the ring ouzel is a bird, the ring is the point.\n");
    }

    private static String draw(final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final char[][] canvas = new char[HEIGHT][WIDTH];
        for (final char[] row : canvas) {
            Arrays.fill(row, ' ');
        }
        final int taken = random.nextInt(SLOT_COUNT);
        final int head = random.nextInt(SLOT_COUNT);
        for (int slot = 0; slot < SLOT_COUNT; slot++) {
            final double angle = 2 * Math.PI * slot / SLOT_COUNT;
            final int column = (int) Math.round((WIDTH - 1) / 2.0 * (1 + Math.cos(angle)));
            final int row = (int) Math.round((HEIGHT - 1) / 2.0 * (1 + Math.sin(angle)));
            final int distance = Math.floorMod(slot - head, SLOT_COUNT);
            canvas[row][column] = distance == 0 ? '@' : distance <= taken ? 'o' : '.';
        }
        final int birdColumn = WIDTH / 4 + random.nextInt(WIDTH / 2);
        BIRD.getChars(0, BIRD.length(), canvas[MIDDLE_ROW], birdColumn);
        canvas[MIDDLE_ROW + 1][birdColumn + 1] = '"';
        final StringBuilder text = new StringBuilder();
        for (final char[] row : canvas) {
            text.append(new String(row).stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
