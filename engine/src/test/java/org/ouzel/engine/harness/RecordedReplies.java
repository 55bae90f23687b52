package org.ouzel.engine.harness;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.ouzel.engine.spi.ReplySink;
import org.ouzel.protocol.NativeMemory;

/** Keeps what a session was sent. */
public final class RecordedReplies implements ReplySink {
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
    public void close() {
        isClosed = true;
    }

    @Override
    public long outputBytes() {
        return bytes.size();
    }

    /** Returns whether the engine has ended the session. */
    public boolean isClosed() {
        return isClosed;
    }

    /** Returns, and forgets, the text so far. */
    public String take() {
        final String text = bytes.toString(StandardCharsets.ISO_8859_1);
        bytes.reset();
        return text;
    }
}
