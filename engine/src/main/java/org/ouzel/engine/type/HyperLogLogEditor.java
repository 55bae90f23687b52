package org.ouzel.engine.type;

import org.ouzel.protocol.NativeBuffer;
import org.ouzel.protocol.NativeMemory;

/**
 * Changes a {@link HyperLogLog} in a buffer: makes a new one, adds elements, turns a sparse one into a dense one.
 *
 * <p>Takes the same decisions as Redis about how runs are split, joined and given up, so that the bytes are equal. One
 * thread; the buffer is the caller's, and its content is the value.
 */
public final class HyperLogLogEditor {
    /** What became of a change. */
    public enum Outcome {
        /** The registers say this already. */
        UNCHANGED,
        CHANGED,
        /** The registers can't be read. */
        CORRUPT
    }

    private static final int MAX_SPARSE_VALUE = 32;
    private static final int MAX_VALUE_RUN = 4;
    private static final int MAX_SHORT_ZERO_RUN = 64;
    private static final int MAX_ZERO_RUN = 1 << 14;
    private static final int VALUE_FLAG = 0x80;
    private static final int LONG_ZERO_FLAG = 0x40;
    private static final int SPLIT_BYTES = 5;
    /** How many runs, from the one before a change on, are looked at for neighbours to join. */
    private static final int JOIN_SCAN_COUNT = 5;

    private final NativeBuffer value;
    private final long maxSparseBytes;

    /**
     * @param value          what holds the value, or is empty
     * @param maxSparseBytes {@code hll-sparse-max-bytes}
     */
    public HyperLogLogEditor(final NativeBuffer value, final long maxSparseBytes) {
        this.value = value;
        this.maxSparseBytes = maxSparseBytes;
    }

    /** Makes the buffer a value that has counted nothing: a sparse one. */
    public void create() {
        value.reset();
        putHeader(HyperLogLog.SPARSE);
        putZeros(HyperLogLog.REGISTER_COUNT);
    }

    /** Makes the buffer a copy of a value. */
    public void load(final long address, final int length) {
        value.reset();
        value.putBytes(address, length);
    }

    /** Returns where the value lies, until the next change. */
    public long address() {
        return value.address();
    }

    public int length() {
        return value.length();
    }

    public boolean isDense() {
        return HyperLogLog.isDense(value.address());
    }

    /** Counts an element. */
    public Outcome add(final long address, final int length) {
        final long hash = HyperLogLog.hash(address, length);
        return raise(HyperLogLog.registerIndex(hash), HyperLogLog.registerValue(hash));
    }

    /** Tells what {@link #add} would do to a value that lies elsewhere; a dense one is changed at once. */
    public static Outcome addInPlace(final long target, final int targetLength, final long address, final int length) {
        final long hash = HyperLogLog.hash(address, length);
        final int index = HyperLogLog.registerIndex(hash);
        final int register = HyperLogLog.registerValue(hash);
        if (HyperLogLog.isDense(target)) {
            return raiseDense(target, index, register);
        }
        final SparseCursor cursor = find(target, targetLength, index);
        if (cursor == null) {
            return register > MAX_SPARSE_VALUE ? Outcome.CHANGED : Outcome.CORRUPT;
        }
        return cursor.value() >= register ? Outcome.UNCHANGED : Outcome.CHANGED;
    }

    /** Raises a register to a value, if it is lower. */
    public Outcome raise(final int index, final int register) {
        if (isDense()) {
            return raiseDense(value.address(), index, register);
        }
        if (register > MAX_SPARSE_VALUE) {
            return raiseAsDense(index, register);
        }
        final SparseCursor cursor = find(value.address(), value.length(), index);
        if (cursor == null) {
            return Outcome.CORRUPT;
        }
        if (cursor.value() >= register) {
            return Outcome.UNCHANGED;
        }
        final int previous = cursor.previousStart();
        if (cursor.runLength() == 1 && cursor.operationBytes() == 1) {
            NativeMemory.putByte(value.address() + cursor.start(), valueRun(register, 1));
        } else if (!split(cursor, index, register)) {
            return raiseAsDense(index, register);
        }
        joinEqual(previous);
        HyperLogLog.forgetCardinality(value.address());
        return Outcome.CHANGED;
    }

    /** Turns a sparse value into a dense one; returns whether its registers could be read. */
    public boolean makeDense() {
        if (isDense()) {
            return true;
        }
        final byte[] registers = new byte[HyperLogLog.REGISTER_COUNT];
        if (!HyperLogLog.mergeInto(registers, value.address(), value.length())) {
            return false;
        }
        final long cardinality = HyperLogLog.cachedCardinality(value.address());
        value.truncate(0);
        putHeader(HyperLogLog.DENSE);
        final int registerBytes = HyperLogLog.DENSE_BYTES - HyperLogLog.HEADER_BYTES;
        NativeMemory.fill(value.reserve(registerBytes), registerBytes, (byte) 0);
        value.advance(registerBytes);
        final long address = value.address();
        HyperLogLog.cacheCardinality(address, cardinality);
        for (int i = 0; i < registers.length; i++) {
            if (registers[i] != 0) {
                HyperLogLog.setDenseRegister(address, i, registers[i]);
            }
        }
        return true;
    }

    private static Outcome raiseDense(final long address, final int index, final int register) {
        if (HyperLogLog.denseRegister(address, index) >= register) {
            return Outcome.UNCHANGED;
        }
        HyperLogLog.setDenseRegister(address, index, register);
        return Outcome.CHANGED;
    }

    private Outcome raiseAsDense(final int index, final int register) {
        return makeDense() ? raiseDense(value.address(), index, register) : Outcome.CORRUPT;
    }

    private static SparseCursor find(final long address, final int length, final int index) {
        final SparseCursor cursor = new SparseCursor(address, length);
        while (cursor.hasNext()) {
            cursor.next();
            if (index < cursor.endIndex()) {
                return cursor.isTorn() ? null : cursor;
            }
        }
        return null;
    }

    /** Replaces a run by up to three; returns false if the value would become longer than a sparse one may be. */
    private boolean split(final SparseCursor run, final int index, final int register) {
        final byte[] parts = new byte[SPLIT_BYTES];
        int length = 0;
        final int before = index - run.firstIndex();
        final int after = run.endIndex() - 1 - index;
        length += putRun(parts, length, run.value(), before);
        parts[length++] = valueRun(register, 1);
        length += putRun(parts, length, run.value(), after);
        final int growth = length - run.operationBytes();
        if (growth > 0 && value.length() + growth > maxSparseBytes) {
            return false;
        }
        value.reserve(SPLIT_BYTES);
        final long address = value.address();
        NativeMemory.move(address + run.end(), address + run.end() + growth, value.length() - run.end());
        NativeMemory.copy(parts, 0, address + run.start(), length);
        value.advance(growth);
        return true;
    }

    private static int putRun(final byte[] parts, final int at, final int register, final int runLength) {
        if (runLength == 0) {
            return 0;
        }
        if (register > 0) {
            parts[at] = valueRun(register, runLength);
            return 1;
        }
        if (runLength <= MAX_SHORT_ZERO_RUN) {
            parts[at] = (byte) (runLength - 1);
            return 1;
        }
        parts[at] = (byte) (LONG_ZERO_FLAG | runLength - 1 >>> 8);
        parts[at + 1] = (byte) (runLength - 1);
        return 2;
    }

    private void joinEqual(final int from) {
        int position = from;
        final long address = value.address();
        for (int i = 0; i < JOIN_SCAN_COUNT && position < value.length(); i++) {
            final int first = NativeMemory.getUnsignedByte(address + position);
            if ((first & VALUE_FLAG) == 0) {
                position += (first & LONG_ZERO_FLAG) == 0 ? 1 : 2;
                continue;
            }
            final int second = position + 1 < value.length()
                ? NativeMemory.getUnsignedByte(address + position + 1) : 0;
            final int runLength = (first & 3) + (second & 3) + 2;
            if ((second & VALUE_FLAG) != 0 && first >>> 2 == second >>> 2 && runLength <= MAX_VALUE_RUN) {
                NativeMemory.putByte(address + position + 1, valueRun((first >>> 2 & 31) + 1, runLength));
                NativeMemory.move(address + position + 1, address + position, value.length() - position - 1);
                value.advance(-1);
            } else {
                position++;
            }
        }
    }

    private void putHeader(final int encoding) {
        final long address = value.reserve(HyperLogLog.HEADER_BYTES);
        NativeMemory.putInt(address, HyperLogLog.MAGIC);
        NativeMemory.putInt(address + HyperLogLog.ENCODING_OFFSET, encoding);
        NativeMemory.putLong(address + HyperLogLog.CARDINALITY_OFFSET, 0);
        value.advance(HyperLogLog.HEADER_BYTES);
    }

    private void putZeros(final int count) {
        for (int left = count; left > 0; left -= MAX_ZERO_RUN) {
            final int runLength = Math.min(left, MAX_ZERO_RUN);
            value.putByte((byte) (LONG_ZERO_FLAG | runLength - 1 >>> 8));
            value.putByte((byte) (runLength - 1));
        }
    }

    private static byte valueRun(final int register, final int runLength) {
        return (byte) (VALUE_FLAG | register - 1 << 2 | runLength - 1);
    }
}
