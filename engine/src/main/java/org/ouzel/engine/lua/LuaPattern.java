package org.ouzel.engine.lua;

/** Matches a string against a Lua pattern. */
final class LuaPattern {
    static final int MAX_CAPTURES = 32;
    private static final int NO_MATCH = -1;
    private static final int OPEN = -1;
    private static final int POSITION = -2;
    private static final int MAX_DEPTH = 400;
    /** Some tenths of a second of backtracking, and so much for each byte of the text; what needs more is refused. */
    private static final long MAX_STEPS = 20_000_000L;
    private static final long MAX_STEPS_PER_BYTE = 20;

    int captureCount;
    final int[] captureStart = new int[MAX_CAPTURES];
    private final int[] captureLength = new int[MAX_CAPTURES];
    private int nextText;
    private int nextPattern;
    private int depth;
    private long steps;
    private final byte[] text;
    private final byte[] pattern;
    private final NativeCall call;
    private final long maxSteps;

    LuaPattern(final byte[] text, final byte[] pattern, final NativeCall call) {
        this.text = text;
        this.pattern = pattern;
        this.call = call;
        maxSteps = MAX_STEPS + MAX_STEPS_PER_BYTE * text.length;
    }

    /** Returns where a match that begins at a position ends, or -1. */
    int match(final int start, final int patternStart) {
        captureCount = 0;
        depth = 0;
        final long before = steps;
        final int end = doMatch(start, patternStart);
        call.spend((int) Math.min(1 << 20, steps - before >> 2));
        return end;
    }

    /** Returns the value of a capture; of number 0 without captures, the whole match. */
    Object capture(final int number, final int start, final int end) {
        if (number >= captureCount) {
            if (number != 0) {
                throw call.error("invalid capture index");
            }
            return slice(start, end);
        }
        final int length = captureLength[number];
        if (length == OPEN) {
            throw call.error("unfinished capture");
        }
        return length == POSITION ? (Object) (captureStart[number] + 1.0)
            : slice(captureStart[number], captureStart[number] + length);
    }

    /** Adds all captures to the results; without captures the whole match, if it has a start. */
    int addCaptures(final int start, final int end, final boolean wholeIfNone) {
        final int count = captureCount == 0 && wholeIfNone ? 1 : captureCount;
        for (int i = 0; i < count; i++) {
            call.result(capture(i, start, end));
        }
        return count;
    }

    private LuaString slice(final int from, final int to) {
        call.interpreter().meter().charge(to - from);
        return new LuaString(java.util.Arrays.copyOfRange(text, from, to));
    }

    private int doMatch(final int start, final int patternStart) {
        if (++depth > MAX_DEPTH) {
            throw call.error("pattern too complex");
        }
        try {
            return doMatchHere(start, patternStart);
        } finally {
            depth--;
        }
    }

    private int doMatchHere(final int start, final int patternStart) {
        int s = start;
        int p = patternStart;
        for (;;) {
            countStep();
            if (p == pattern.length) {
                return s;
            }
            switch (pattern[p]) {
                case '(' -> {
                    return p + 1 < pattern.length && pattern[p + 1] == ')' ? startCapture(s, p + 2, POSITION)
                        : startCapture(s, p + 1, OPEN);
                }
                case ')' -> {
                    return endCapture(s, p + 1);
                }
                case '$' -> {
                    if (p + 1 == pattern.length) {
                        return s == text.length ? s : NO_MATCH;
                    }
                }
                case '%' -> {
                    if (isSpecialEscape(s, p)) {
                        if (nextText == NO_MATCH) {
                            return NO_MATCH;
                        }
                        s = nextText;
                        p = nextPattern;
                        continue;
                    }
                }
                default -> { }
            }
            final int end = classEnd(p);
            countSteps(end - p >> 2);
            final int suffix = end < pattern.length ? pattern[end] : 0;
            if (suffix == '?') {
                if (s < text.length && singleMatch(text[s] & 0xFF, p, end)) {
                    final int found = doMatch(s + 1, end + 1);
                    if (found != NO_MATCH) {
                        return found;
                    }
                }
                p = end + 1;
            } else if (suffix == '*') {
                return maxExpand(s, p, end);
            } else if (suffix == '+') {
                return s < text.length && singleMatch(text[s] & 0xFF, p, end) ? maxExpand(s + 1, p, end) : NO_MATCH;
            } else if (suffix == '-') {
                return minExpand(s, p, end);
            } else if (s < text.length && singleMatch(text[s] & 0xFF, p, end)) {
                s++;
                p = end;
            } else {
                return NO_MATCH;
            }
        }
    }

    /** Deals with what isn't a class of characters behind a percent sign; says where text and pattern go on. */
    private boolean isSpecialEscape(final int s, final int p) {
        final int next = p + 1 < pattern.length ? pattern[p + 1] : 0;
        if (next == 'b') {
            nextText = matchBalance(s, p + 2);
            nextPattern = p + 4;
            return true;
        }
        if (next == 'f') {
            nextPattern = matchFrontier(s, p + 2);
            nextText = nextPattern < 0 ? NO_MATCH : s;
            return true;
        }
        if (next >= '0' && next <= '9') {
            nextText = matchCapture(s, next);
            nextPattern = p + 2;
            return true;
        }
        return false;
    }

    private void countStep() {
        countSteps(1);
    }

    private void countSteps(final int count) {
        steps += count;
        if (steps > maxSteps) {
            throw call.error("pattern too complex");
        }
    }

    private int startCapture(final int s, final int p, final int kind) {
        if (captureCount >= MAX_CAPTURES) {
            throw call.error("too many captures");
        }
        captureStart[captureCount] = s;
        captureLength[captureCount] = kind;
        captureCount++;
        final int found = doMatch(s, p);
        if (found == NO_MATCH) {
            captureCount--;
        }
        return found;
    }

    private int endCapture(final int s, final int p) {
        int open = captureCount - 1;
        while (open >= 0 && captureLength[open] != OPEN) {
            open--;
        }
        if (open < 0) {
            throw call.error("invalid pattern capture");
        }
        captureLength[open] = s - captureStart[open];
        final int found = doMatch(s, p);
        if (found == NO_MATCH) {
            captureLength[open] = OPEN;
        }
        return found;
    }

    private int matchBalance(final int s, final int p) {
        if (p + 1 >= pattern.length) {
            throw call.error("unbalanced pattern");
        }
        if (s >= text.length || text[s] != pattern[p]) {
            return NO_MATCH;
        }
        int level = 1;
        for (int i = s + 1; i < text.length; i++) {
            countStep();
            if (text[i] == pattern[p + 1]) {
                if (--level == 0) {
                    return i + 1;
                }
            } else if (text[i] == pattern[p]) {
                level++;
            }
        }
        return NO_MATCH;
    }

    /** Returns where the pattern goes on, or -1. */
    private int matchFrontier(final int s, final int p) {
        if (p >= pattern.length || pattern[p] != '[') {
            throw call.error("missing '[' after '%f' in pattern");
        }
        final int end = classEnd(p);
        countSteps(end - p >> 1);
        final int previous = s == 0 ? 0 : text[s - 1] & 0xFF;
        final int next = s < text.length ? text[s] & 0xFF : 0;
        return !matchSet(previous, p, end - 1) && matchSet(next, p, end - 1) ? end : NO_MATCH;
    }

    private int matchCapture(final int s, final int digit) {
        final int number = digit - '1';
        if (number < 0 || number >= captureCount || captureLength[number] == OPEN) {
            throw call.error("invalid capture index");
        }
        final int length = Math.max(0, captureLength[number]);
        if (text.length - s < length) {
            return NO_MATCH;
        }
        countSteps(length >> 2);
        for (int i = 0; i < length; i++) {
            if (text[captureStart[number] + i] != text[s + i]) {
                return NO_MATCH;
            }
        }
        return s + length;
    }

    private int maxExpand(final int s, final int p, final int end) {
        int count = 0;
        while (s + count < text.length && singleMatch(text[s + count] & 0xFF, p, end)) {
            count++;
            countSteps(1 + (end - p >> 2));
        }
        for (; count >= 0; count--) {
            final int found = doMatch(s + count, end + 1);
            if (found != NO_MATCH) {
                return found;
            }
        }
        return NO_MATCH;
    }

    private int minExpand(final int start, final int p, final int end) {
        int s = start;
        for (;;) {
            final int found = doMatch(s, end + 1);
            if (found != NO_MATCH) {
                return found;
            }
            if (s < text.length && singleMatch(text[s] & 0xFF, p, end)) {
                s++;
                countSteps(end - p >> 2);
            } else {
                return NO_MATCH;
            }
        }
    }

    private int classEnd(final int start) {
        int p = start;
        final int first = pattern[p++];
        if (first == '%') {
            if (p == pattern.length) {
                throw call.error("malformed pattern (ends with '%')");
            }
            return p + 1;
        }
        if (first == '[') {
            if (p < pattern.length && pattern[p] == '^') {
                p++;
            }
            do {
                if (p == pattern.length) {
                    throw call.error("malformed pattern (missing ']')");
                }
                if (pattern[p++] == '%' && p < pattern.length) {
                    p++;
                }
            } while (p >= pattern.length || pattern[p] != ']');
            return p + 1;
        }
        return p;
    }

    private boolean singleMatch(final int character, final int p, final int end) {
        return switch (pattern[p]) {
            case '.' -> true;
            case '%' -> isInClass(character, pattern[p + 1] & 0xFF);
            case '[' -> matchSet(character, p, end - 1);
            default -> (pattern[p] & 0xFF) == character;
        };
    }

    private boolean matchSet(final int character, final int start, final int last) {
        boolean found = true;
        int p = start + 1;
        if (pattern[p] == '^') {
            found = false;
            p++;
        }
        for (; p < last; p++) {
            if (pattern[p] == '%') {
                p++;
                if (isInClass(character, pattern[p] & 0xFF)) {
                    return found;
                }
            } else if (p + 2 < last && pattern[p + 1] == '-') {
                if ((pattern[p] & 0xFF) <= character && character <= (pattern[p + 2] & 0xFF)) {
                    return found;
                }
                p += 2;
            } else if ((pattern[p] & 0xFF) == character) {
                return found;
            }
        }
        return !found;
    }

    private static boolean isInClass(final int character, final int name) {
        final boolean isIn;
        switch (name | 0x20) {
            case 'a' -> isIn = isLetter(character);
            case 'c' -> isIn = character < 32 || character == 127;
            case 'd' -> isIn = isDigit(character);
            case 'l' -> isIn = character >= 'a' && character <= 'z';
            case 'p' -> isIn = character > 32 && character < 127 && !isLetter(character) && !isDigit(character);
            case 's' -> isIn = NumberText.isSpace(character);
            case 'u' -> isIn = character >= 'A' && character <= 'Z';
            case 'w' -> isIn = isLetter(character) || isDigit(character);
            case 'x' -> isIn = isDigit(character) || (character | 0x20) >= 'a' && (character | 0x20) <= 'f';
            case 'z' -> isIn = character == 0;
            default -> {
                return name == character;
            }
        }
        final boolean isLetterName = isLetter(name);
        return isLetterName ? isIn == ((name & 0x20) != 0) : name == character;
    }

    private static boolean isLetter(final int character) {
        return (character | 0x20) >= 'a' && (character | 0x20) <= 'z';
    }

    private static boolean isDigit(final int character) {
        return character >= '0' && character <= '9';
    }
}
