package org.ouzel.engine.command;

import java.nio.charset.StandardCharsets;
import org.ouzel.protocol.NativeMemory;

/** A request in native memory for tests; every argument in a block of its own, so that poison shows overreads. */
final class NativeArguments implements RequestArguments, AutoCloseable {
    private final long[] addresses;
    private final int[] lengths;

    private NativeArguments(final String[] arguments) {
        addresses = new long[arguments.length];
        lengths = new int[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            final byte[] bytes = arguments[i].getBytes(StandardCharsets.ISO_8859_1);
            addresses[i] = NativeMemory.allocate(bytes.length + 16);
            lengths[i] = bytes.length;
            NativeMemory.copy(bytes, 0, addresses[i], bytes.length);
        }
    }

    static NativeArguments of(final String... arguments) {
        return new NativeArguments(arguments);
    }

    /** Splits at blanks; {@code ""} is an empty argument. */
    static NativeArguments split(final String request) {
        final String[] arguments = request.split(" ");
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = "\"\"".equals(arguments[i]) ? "" : arguments[i];
        }
        return new NativeArguments(arguments);
    }

    @Override
    public int argCount() {
        return addresses.length;
    }

    @Override
    public long argAddress(final int index) {
        return addresses[index];
    }

    @Override
    public int argLength(final int index) {
        return lengths[index];
    }

    String text(final int index) {
        return NativeMemory.toText(addresses[index], lengths[index]);
    }

    @Override
    public void close() {
        for (int i = 0; i < addresses.length; i++) {
            NativeMemory.free(addresses[i], lengths[i] + 16);
        }
    }
}
