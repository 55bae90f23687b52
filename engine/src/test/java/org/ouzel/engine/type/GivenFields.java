package org.ouzel.engine.type;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.ouzel.protocol.NativeMemory;

/** The fields of an entry, given as names and values in turn. */
final class GivenFields implements StreamFields, AutoCloseable {
    private int index;
    private final long[] addresses;
    private final int[] lengths;

    GivenFields(final List<String> texts) {
        addresses = new long[texts.size()];
        lengths = new int[texts.size()];
        for (int i = 0; i < texts.size(); i++) {
            final byte[] bytes = texts.get(i).getBytes(StandardCharsets.ISO_8859_1);
            lengths[i] = bytes.length;
            addresses[i] = NativeMemory.allocate(bytes.length + 1);
            NativeMemory.copy(bytes, 0, addresses[i], bytes.length);
        }
    }

    @Override
    public int fieldCount() {
        return lengths.length / 2;
    }

    @Override
    public void rewind() {
        index = -2;
    }

    @Override
    public void nextField() {
        index += 2;
    }

    @Override
    public long nameAddress() {
        return addresses[index];
    }

    @Override
    public int nameLength() {
        return lengths[index];
    }

    @Override
    public long valueAddress() {
        return addresses[index + 1];
    }

    @Override
    public int valueLength() {
        return lengths[index + 1];
    }

    @Override
    public void close() {
        for (int i = 0; i < lengths.length; i++) {
            NativeMemory.free(addresses[i], lengths[i] + 1);
        }
    }
}
