package org.ouzel.network.cli;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** What another thread prints, to be waited for. */
final class GrowingText extends OutputStream {
    private static final long LIMIT_MS = 60_000;

    private final StringBuilder text = new StringBuilder();

    @Override
    public synchronized void write(final int value) {
        text.append((char) (value & 0xFF));
        notifyAll();
    }

    @Override
    public synchronized void write(final byte[] bytes, final int offset, final int length) {
        text.append(new String(bytes, offset, length, StandardCharsets.ISO_8859_1));
        notifyAll();
    }

    /** Waits until a text has been printed behind a position, and returns the position behind it. */
    synchronized int await(final String expected, final int from) throws InterruptedException {
        final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LIMIT_MS);
        int found = text.indexOf(expected, from);
        while (found < 0) {
            final long leftMs = TimeUnit.NANOSECONDS.toMillis(deadlineNs - System.nanoTime());
            if (leftMs <= 0) {
                throw new AssertionError("not printed: " + expected + "\nbut: " + text.substring(from));
            }
            wait(leftMs);
            found = text.indexOf(expected, from);
        }
        return found + expected.length();
    }

    @Override
    public synchronized String toString() {
        return text.toString();
    }
}
