package org.ouzel.engine.lua;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The code of one function while it is generated: instructions, constants, registers. */
final class CodeBuffer {
    private static final int MAX_REGISTERS = 250;

    /** The first register that nothing lives in. */
    int free;
    /** The first register that no local variable lives in. */
    int localCount;
    private int length;
    private int registerCount = 2;
    private int[] code = new int[16 * Prototype.INSTRUCTION_LENGTH];
    private final List<Integer> lines = new ArrayList<>();
    private final List<String> leftNames = new ArrayList<>();
    private final List<String> rightNames = new ArrayList<>();
    private final List<Object> constants = new ArrayList<>();
    private final List<Prototype> inner = new ArrayList<>();
    private final Map<Object, Integer> constantIndexes = new HashMap<>();
    private final String source;

    CodeBuffer(final String source) {
        this.source = source;
    }

    /** Returns where the next instruction goes. */
    int here() {
        return length;
    }

    /** Adds an instruction; returns where it is. */
    int emit(final int operation, final int a, final int b, final int c, final int line) {
        return emit(operation, a, b, c, line, null, null);
    }

    int emit(final int operation, final int a, final int b, final int c, final int line, final String leftName,
        final String rightName) {
        if (length + Prototype.INSTRUCTION_LENGTH > code.length) {
            code = Arrays.copyOf(code, code.length * 2);
        }
        final int at = length;
        code[length++] = operation;
        code[length++] = a;
        code[length++] = b;
        code[length++] = c;
        lines.add(line);
        leftNames.add(leftName);
        rightNames.add(rightName);
        return at;
    }

    /** Lets jumps go to an instruction. */
    void patch(final List<Integer> jumps, final int target) {
        for (final int jump : jumps) {
            final int operation = code[jump];
            final boolean isInB = operation == Operation.FOR_PREPARE || operation == Operation.FOR_LOOP
                || operation == Operation.ITERATE_LOOP;
            code[jump + (isInB ? 2 : 1)] = target;
        }
    }

    void setOperand(final int at, final int index, final int value) {
        code[at + index] = value;
    }

    /** Returns the operand that stands for a constant. */
    int constant(final Object value) {
        // As in the reference implementation, 0 and -0 are one constant: whichever comes first.
        final Object key = value instanceof Double number && number == 0 ? (Object) 0.0 : value;
        final Integer known = constantIndexes.get(key);
        if (known != null) {
            return ~known;
        }
        constants.add(value);
        constantIndexes.put(key, constants.size() - 1);
        return ~(constants.size() - 1);
    }

    int addInner(final Prototype prototype) {
        inner.add(prototype);
        return inner.size() - 1;
    }

    /** Takes registers; returns the first. */
    int reserve(final int count) {
        final int first = free;
        free += count;
        if (free > MAX_REGISTERS) {
            throw new LuaError(source + ":" + (lines.isEmpty() ? 0 : lines.get(lines.size() - 1))
                + ": function or expression too complex");
        }
        registerCount = Math.max(registerCount, free);
        return first;
    }

    void finish(final Prototype prototype) {
        prototype.code = Arrays.copyOf(code, length);
        prototype.lines = lines.stream().mapToInt(Integer::intValue).toArray();
        prototype.leftNames = leftNames.toArray(new String[0]);
        prototype.rightNames = rightNames.toArray(new String[0]);
        prototype.constants = constants.toArray();
        prototype.inner = inner.toArray(new Prototype[0]);
        // Room for a metamethod's function and arguments, whatever the instruction.
        prototype.registerCount = registerCount + 4;
    }
}
