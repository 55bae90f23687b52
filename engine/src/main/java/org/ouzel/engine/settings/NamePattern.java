package org.ouzel.engine.settings;

/**
 * The glob patterns of CONFIG GET over setting names: {@code * ? [abc] [^a] [a-z] \}, in any case. Going back to the
 * last star only keeps hostile patterns at length times length.
 */
final class NamePattern {
    private final String pattern;
    private int at;

    private NamePattern(final String pattern) {
        this.pattern = pattern;
    }

    static boolean isPlain(final String text) {
        return text.chars().noneMatch(c -> c == '*' || c == '?' || c == '[');
    }

    static boolean matches(final String lowerCasePattern, final String name) {
        return new NamePattern(lowerCasePattern).matches(name);
    }

    private boolean matches(final String name) {
        int nameAt = 0;
        int starAt = -1;
        int starNameAt = 0;
        while (nameAt < name.length()) {
            final int from = at;
            if (from < pattern.length() && pattern.charAt(from) == '*') {
                starAt = from;
                starNameAt = nameAt;
                at = from + 1;
            } else if (from < pattern.length() && matchesOne(name.charAt(nameAt))) {
                nameAt++;
            } else if (starAt >= 0) {
                at = starAt + 1;
                nameAt = ++starNameAt;
            } else {
                return false;
            }
        }
        while (at < pattern.length() && pattern.charAt(at) == '*') {
            at++;
        }
        return at == pattern.length();
    }

    /** Matches one letter, and moves past the pattern's part for it. */
    private boolean matchesOne(final char letter) {
        final char part = pattern.charAt(at++);
        switch (part) {
            case '?':
                return true;
            case '[':
                return matchesClass(letter);
            case '\\':
                return at == pattern.length() ? letter == '\\' : pattern.charAt(at++) == letter;
            default:
                return part == letter;
        }
    }

    private boolean matchesClass(final char letter) {
        final boolean isNegated = at < pattern.length() && pattern.charAt(at) == '^';
        at += isNegated ? 1 : 0;
        boolean isFound = false;
        while (at < pattern.length() && pattern.charAt(at) != ']') {
            if (pattern.charAt(at) == '\\' && at + 1 < pattern.length()) {
                at++;
            }
            final char first = pattern.charAt(at++);
            char last = first;
            if (at + 1 < pattern.length() && pattern.charAt(at) == '-') {
                last = pattern.charAt(at + 1);
                at += 2;
            }
            isFound |= letter >= Math.min(first, last) && letter <= Math.max(first, last);
        }
        at = Math.min(at + 1, pattern.length());
        return isFound != isNegated;
    }
}
