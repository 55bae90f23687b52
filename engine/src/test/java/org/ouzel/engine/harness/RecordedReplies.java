package org.ouzel.engine.harness;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.ouzel.engine.spi.ReplySink;
import org.ouzel.protocol.NativeMemory;

/** Keeps what a session was sent. */
final class RecordedReplies implements ReplySink {
    private boolean isClosed;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public void write(final long address, final int length) {
        bytes.writeBytes(NativeMemory.toArray(address, length));
    }

    @Override
    public void write(final byte[] pushed) {
        bytes.writeBytes(pushed);
    }

    @Override
    public void flush() {
        // Everything is taken at once.
    }

    @Override
    public void resume() {
        // The harness hands on one request after another.
    }

    @Override
    public void close() {
        isClosed = true;
    }

    @Override
    public long outputBytes() {
        return bytes.size();
    }

    @Override
    public long queryBytes() {
        return 0;
    }

    boolean isClosed() {
        return isClosed;
    }

    /** Returns, and forgets, the text so far. */
    String take() {
        final String text = bytes.toString(StandardCharsets.ISO_8859_1);
        bytes.reset();
        return text;
    }
}
