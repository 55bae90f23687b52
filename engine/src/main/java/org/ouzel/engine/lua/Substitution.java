package org.ouzel.engine.lua;

/** A {@code string.gsub} under way. */
final class Substitution {
    /** Lets the loop, which is written in Lua, hold it. */
    static final class Handle extends LuaUserdata {
        private final Substitution work;

        Handle(final Substitution work) {
            super("gsub");
            this.work = work;
        }

        Substitution work() {
            return work;
        }

        @Override
        long sizeBytes() {
            return work.result.chargedBytes();
        }
    }

    private int position;
    private int matchEnd;
    private int count;
    private boolean isOver;
    private final MeteredOutput result;
    private final byte[] text;
    private final byte[] pattern;
    private final boolean isAnchored;
    private final long limit;
    private LuaPattern matcher;

    Substitution(final byte[] text, final byte[] pattern, final long limit, final MemoryMeter meter) {
        result = new MeteredOutput(meter);
        this.text = text;
        this.pattern = pattern;
        this.limit = limit;
        isAnchored = pattern.length > 0 && pattern[0] == '^';
    }

    /** Finds the next match, copying what lies before it; false if there is none. */
    boolean step(final NativeCall call) {
        if (matcher == null) {
            matcher = new LuaPattern(text, pattern, call);
        }
        while (!isOver && count < limit) {
            matchEnd = matcher.match(position, isAnchored ? 1 : 0);
            if (matchEnd >= 0) {
                count++;
                return true;
            }
            passOne();
        }
        return false;
    }

    void addCaptures(final NativeCall call) {
        matcher.addCaptures(position, matchEnd, true);
    }

    void addFirst(final NativeCall call) {
        call.result(matcher.capture(0, position, matchEnd));
    }

    /** Puts a value in the place of the match; the match stays if it is false or nil. */
    void add(final NativeCall call, final Object value) {
        if (!Values.isTrue(value)) {
            result.write(text, position, matchEnd - position);
        } else {
            final LuaString replacement = Values.toText(value);
            if (replacement == null) {
                throw call.error("invalid replacement value (a " + Values.typeName(value) + ")");
            }
            result.write(replacement.bytes(), 0, replacement.length());
        }
        advance();
    }

    /** Puts a text in the place of the match, in which {@code %1} and the like stand for captures. */
    void expand(final NativeCall call, final byte[] replacement) {
        for (int i = 0; i < replacement.length; i++) {
            if (replacement[i] != '%') {
                result.write(replacement[i]);
                continue;
            }
            i++;
            final int next = i < replacement.length ? replacement[i] : 0;
            if (next < '0' || next > '9') {
                result.write(next);
            } else if (next == '0') {
                result.write(text, position, matchEnd - position);
            } else {
                final LuaString capture = Values.toText(matcher.capture(next - '1', position, matchEnd));
                result.write(capture.bytes(), 0, capture.length());
            }
        }
        advance();
    }

    void finish(final NativeCall call) {
        if (position < text.length) {
            result.write(text, position, text.length - position);
        }
        call.result(result.toByteArray());
        call.result((double) count);
    }

    private void advance() {
        if (matchEnd > position) {
            position = matchEnd;
            isOver = isAnchored;
        } else {
            passOne();
        }
    }

    private void passOne() {
        if (position < text.length) {
            result.write(text[position]);
            position++;
            isOver = isAnchored;
        } else {
            position++;
            isOver = true;
        }
    }
}
