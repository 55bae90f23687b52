package org.ouzel.engine.command;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.ouzel.protocol.NativeMemory;

/**
 * Finds a command by its name as it came from the wire, in any case, without garbage: open addressing over the name's
 * first eight letters as one word. A name of up to eight letters is decided by that word and the length; a longer one
 * is compared to its end.
 *
 * <p>Immutable; read by all IO loops.
 */
final class CommandNames {
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final long[] heads;
    /** The names' lengths; 0 marks a free slot. */
    private final int[] lengths;
    private final CommandSpec[] specs;
    private final byte[][] names;
    private final int shift;
    private final int mask;

    /** Indexes commands by their last names ({@code kill} for {@code client|kill}). */
    CommandNames(final Collection<CommandSpec> commands) {
        final int capacity = Math.max(4, Integer.highestOneBit(Math.max(1, commands.size()) * 4 - 1) * 2);
        shift = Long.SIZE - Integer.numberOfTrailingZeros(capacity);
        mask = capacity - 1;
        heads = new long[capacity];
        lengths = new int[capacity];
        specs = new CommandSpec[capacity];
        names = new byte[capacity][];
        for (final CommandSpec command : commands) {
            add(command);
        }
    }

    CommandSpec find(final long address, final int length) {
        final long head = CaseFolding.lowerHead(address, length);
        int slot = slot(head, length);
        while (lengths[slot] != 0) {
            if (heads[slot] == head && lengths[slot] == length
                && (length <= Long.BYTES || hasSameRest(names[slot], address, length))) {
                return specs[slot];
            }
            slot = slot + 1 & mask;
        }
        return null;
    }

    private void add(final CommandSpec command) {
        final byte[] name = command.lastName().getBytes(StandardCharsets.US_ASCII);
        long head = 0;
        for (int i = 0; i < Math.min(name.length, Long.BYTES); i++) {
            head |= (long) name[i] << i * Byte.SIZE;
        }
        int slot = slot(head, name.length);
        while (lengths[slot] != 0) {
            slot = slot + 1 & mask;
        }
        heads[slot] = head;
        lengths[slot] = name.length;
        specs[slot] = command;
        names[slot] = name;
    }

    private int slot(final long head, final int length) {
        return (int) ((head ^ length) * MIX >>> shift);
    }

    private static boolean hasSameRest(final byte[] name, final long address, final int length) {
        for (int i = Long.BYTES; i < length; i++) {
            final byte value = NativeMemory.getByte(address + i);
            final int lower = value >= 'A' && value <= 'Z' ? value | 0x20 : value;
            if (lower != name[i]) {
                return false;
            }
        }
        return true;
    }
}
