package org.ouzel.engine.lua;

import java.util.Arrays;

/** A coroutine, or the main thread: a stack of values and the calls under way. */
public final class LuaThread {
    /** What a coroutine does. */
    enum Status {
        SUSPENDED, RUNNING, NORMAL, DEAD
    }

    private static final int INITIAL_STACK_SIZE = 64;
    private static final int INITIAL_FRAME_COUNT = 8;
    private static final int MAX_FRAME_COUNT = 20_000;
    private static final int MAX_STACK_SIZE = 1_000_000;
    private static final int STACK_RESERVE = 64;

    Object[] stack = new Object[INITIAL_STACK_SIZE];
    Frame[] frames = new Frame[INITIAL_FRAME_COUNT];
    int frameCount;
    /** Behind the last of an open number of values. */
    int top;
    Status status = Status.SUSPENDED;
    /** Who resumed it. */
    LuaThread resumer;
    /** The function that it begins with, until it has begun. */
    Object entry;
    /** How many coroutines lie between it and the main thread. */
    int depth;
    int yieldDestination;
    int yieldWanted;
    boolean isMarked;

    /** Returns the innermost frame. */
    Frame frame() {
        return frames[frameCount - 1];
    }

    Frame push(final Frame.Kind kind, final int destination, final int wanted) {
        if (frameCount == frames.length) {
            if (frameCount >= MAX_FRAME_COUNT) {
                throw new StackLimit();
            }
            frames = Arrays.copyOf(frames, Math.min(MAX_FRAME_COUNT, frameCount * 2));
        }
        Frame frame = frames[frameCount];
        if (frame == null) {
            frame = new Frame();
            frames[frameCount] = frame;
        }
        frameCount++;
        frame.kind = kind;
        frame.destination = destination;
        frame.wanted = wanted;
        frame.pendingTarget = Frame.NOT_PENDING;
        frame.concatLast = Frame.NOT_PENDING;
        return frame;
    }

    /** Makes room for values up to a position. */
    void ensure(final int size) {
        if (size + STACK_RESERVE > stack.length) {
            if (size > MAX_STACK_SIZE) {
                throw new StackLimit();
            }
            stack = Arrays.copyOf(stack, Math.max(size + STACK_RESERVE, stack.length * 2));
        }
    }

    /** Forgets everything, for the next script. */
    void clear() {
        frameCount = 0;
        top = 0;
        if (stack.length > 16 * INITIAL_STACK_SIZE) {
            stack = new Object[INITIAL_STACK_SIZE];
            frames = new Frame[INITIAL_FRAME_COUNT];
        } else {
            Arrays.fill(stack, null);
        }
    }

    /** Too many calls, or too many values, at once. */
    static final class StackLimit extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StackLimit() {
            super(null, null, false, false);
        }
    }
}
