package org.ouzel.engine.lua;

/** A function's compiled code. Immutable once made, and shared by all threads. */
public final class Prototype {
    /** Ints for each instruction: the operation and three operands. */
    static final int INSTRUCTION_LENGTH = 4;
    private static final int BYTES_PER_PROTOTYPE = 120;
    private static final int BYTES_PER_CONSTANT = 32;
    private static final int BYTES_PER_REFERENCE = 4;

    int[] code;
    int[] lines;
    Object[] constants;
    Prototype[] inner;
    /** For each cell that a closure holds: the register of the enclosing function, or ~index of its cell. */
    int[] captures;
    /** For each instruction what its B and C operands are called in the source, or null. */
    String[] leftNames;
    String[] rightNames;
    int parameterCount;
    int registerCount;
    boolean isVararg;
    boolean hasArgTable;
    /** A function of the host's that happens to be written in Lua: errors don't tell its lines. */
    boolean isBuiltin;
    /** How messages call the chunk. */
    final String source;
    /** The chunk's whole name. */
    String sourceName;
    final int line;

    Prototype(final String source, final int line) {
        this.source = source;
        this.line = line;
    }

    /** Names the chunk, for this function and those in it. */
    void nameSource(final String name) {
        sourceName = name;
        for (final Prototype each : inner) {
            each.nameSource(name);
        }
    }

    /** Returns what it takes, nearly, with the functions in it; texts that it shares with the source not included. */
    public long sizeBytes() {
        long bytes = BYTES_PER_PROTOTYPE + (long) Integer.BYTES * (code.length + lines.length + captures.length)
            + (long) BYTES_PER_CONSTANT * constants.length
            + (long) BYTES_PER_REFERENCE * (leftNames.length + rightNames.length);
        for (final Prototype each : inner) {
            bytes += each.sizeBytes();
        }
        return bytes;
    }

    /** Returns the line of the instruction before {@code pc}. */
    int lineBefore(final int pc) {
        return lines[Math.max(0, pc / INSTRUCTION_LENGTH - 1)];
    }
}
