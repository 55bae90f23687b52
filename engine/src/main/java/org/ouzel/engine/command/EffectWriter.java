package org.ouzel.engine.command;

import java.nio.charset.StandardCharsets;
import org.ouzel.protocol.NativeBuffer;
import org.ouzel.protocol.ReplyWriter;

/**
 * Writes the RESP commands that record what a command did, where the request itself would not do the same again.
 *
 * <p>{@code begin(3).text("PEXPIREAT").bytes(address, length).number(ms)}. One thread; no RESP3 types.
 */
public final class EffectWriter {
    /** Begins the annotation that says to which namespace what follows belongs, by its number. */
    public static final String NAMESPACE_MARK = "#NS:";

    private static final byte[] NAMESPACE = NAMESPACE_MARK.getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] LINE_END = "\r\n".getBytes(StandardCharsets.ISO_8859_1);

    private NativeBuffer buffer;
    private final ReplyWriter writer = new ReplyWriter();

    /** Directs what follows to a buffer, behind what it holds. */
    public EffectWriter wrap(final NativeBuffer newBuffer) {
        buffer = newBuffer;
        writer.wrap(buffer, false);
        return this;
    }

    /** Lets the commands behind it belong to another namespace than the slot's. */
    public EffectWriter namespace(final int number) {
        buffer.putBytes(NAMESPACE);
        buffer.putDecimal(number);
        buffer.putBytes(LINE_END);
        return this;
    }

    /** Begins a command of so many arguments, its name included. */
    public EffectWriter begin(final int argumentCount) {
        writer.array(argumentCount);
        return this;
    }

    /** Writes an argument of ISO-8859-1 text. */
    public EffectWriter text(final String argument) {
        writer.bulkLatin(argument);
        return this;
    }

    public EffectWriter bytes(final long address, final int length) {
        writer.bulk(address, length);
        return this;
    }

    public EffectWriter bytes(final byte[] argument) {
        writer.bulk(argument);
        return this;
    }

    /** Adds a double with digits that read back as the same number. */
    public EffectWriter number(final double argument) {
        writer.number(argument);
        return this;
    }

    public EffectWriter number(final long argument) {
        writer.bulkDecimal(argument);
        return this;
    }

    /** Writes a request as it came. */
    public EffectWriter request(final RequestArguments request) {
        begin(request.argCount());
        for (int i = 0; i < request.argCount(); i++) {
            bytes(request.argAddress(i), request.argLength(i));
        }
        return this;
    }
}
