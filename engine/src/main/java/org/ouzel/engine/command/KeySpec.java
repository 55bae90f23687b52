package org.ouzel.engine.command;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One rule for finding keys among the arguments of a request: where to begin, and how far to go from there. The
 * command's name is argument 0.
 *
 * <p>Text form, {@code begin:find:flags}: begin is {@code iN} (argument N) or {@code kw:WORD@START} (behind the first
 * WORD from argument START on, or back from the end if START is negative); find is
 * {@code range(last=,step=,limit=)} or {@code keynum(idx=,first=,step=)}. Either may be {@code unknown}, for keys
 * that no rule can find. Source: redis.io, key specifications. Immutable.
 */
public final class KeySpec {
    /** How the first argument is found. */
    public enum Begin {
        INDEX, KEYWORD, UNKNOWN
    }

    /** How the keys are found from there. */
    public enum Find {
        RANGE, KEYNUM, UNKNOWN
    }

    private static final Pattern TEXT = Pattern.compile(
        "(?:i(?<index>\\d+)|kw:(?<word>[A-Z]+)@(?<start>-?\\d+)|unknown)"
            + ":(?:range\\(last=(?<last>-?\\d+),step=(?<step>\\d+),limit=(?<limit>\\d+)\\)"
            + "|keynum\\(idx=(?<idx>\\d+),first=(?<first>\\d+),step=(?<numstep>\\d+)\\)|unknown)"
            + ":(?<flags>[A-Z_+]+)");

    private final Begin begin;
    private final Find find;
    private final int beginIndex;
    private final String keyword;
    private final byte[] keywordLower;
    private final int lastKey;
    private final int limit;
    private final int keyCountIndex;
    private final int firstKey;
    private final int step;
    private final int flags;

    private KeySpec(final Matcher text) {
        final boolean isIndexed = text.group("index") != null;
        keyword = text.group("word");
        begin = isIndexed ? Begin.INDEX : keyword != null ? Begin.KEYWORD : Begin.UNKNOWN;
        beginIndex = begin == Begin.UNKNOWN ? 0 : number(text, isIndexed ? "index" : "start");
        keywordLower = keyword == null
            ? new byte[0] : keyword.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
        final boolean isRange = text.group("last") != null;
        final boolean isCounted = text.group("idx") != null;
        find = isRange ? Find.RANGE : isCounted ? Find.KEYNUM : Find.UNKNOWN;
        lastKey = isRange ? number(text, "last") : 0;
        limit = isRange ? number(text, "limit") : 0;
        keyCountIndex = isCounted ? number(text, "idx") : 0;
        firstKey = isCounted ? number(text, "first") : 0;
        step = isRange ? number(text, "step") : isCounted ? number(text, "numstep") : 0;
        flags = flags(text.group("flags"));
    }

    static KeySpec parse(final String text) {
        final Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a key specification: text=" + text);
        }
        return new KeySpec(matcher);
    }

    public Begin begin() {
        return begin;
    }

    public Find find() {
        return find;
    }

    /** Returns the argument at which to begin, or from which on to look for the keyword. */
    public int beginIndex() {
        return beginIndex;
    }

    /** Returns the keyword in upper case, or null unless {@link Begin#KEYWORD}. */
    public String keyword() {
        return keyword;
    }

    /** Returns the range's last key: from 0 on relative to the first, below 0 counted from the end. */
    public int lastKey() {
        return lastKey;
    }

    /** Returns into how many parts the range is cut if its last key is -1; 0 and 1 mean that it isn't. */
    public int limit() {
        return limit;
    }

    /** Returns where the number of keys stands, relative to the beginning. */
    public int keyCountIndex() {
        return keyCountIndex;
    }

    /** Returns where the counted keys begin, relative to the beginning. */
    public int firstKey() {
        return firstKey;
    }

    /** Returns the distance between two keys. */
    public int step() {
        return step;
    }

    /** Returns the bits of the {@link KeyFlag}s. */
    public int flags() {
        return flags;
    }

    public boolean has(final KeyFlag flag) {
        return (flags & flag.bit()) != 0;
    }

    boolean isIndexedRange() {
        return begin == Begin.INDEX && find == Find.RANGE;
    }

    byte[] keywordLower() {
        return keywordLower;
    }

    private static int number(final Matcher text, final String group) {
        return Integer.parseInt(text.group(group));
    }

    private static int flags(final String text) {
        int bits = 0;
        for (final String flag : text.split("\\+")) {
            bits |= KeyFlag.valueOf(flag).bit();
        }
        return bits;
    }
}
