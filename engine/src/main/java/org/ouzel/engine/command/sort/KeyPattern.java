package org.ouzel.engine.command.sort;

import java.util.Arrays;

/**
 * A pattern of BY or GET: {@code prefix*suffix} names a string key, {@code prefix*suffix->field} a field of a hash,
 * {@code #} the element itself. The element takes the place of the first asterisk.
 *
 * <p>As in Redis, neither asterisk nor arrow is looked for behind a zero byte.
 */
final class KeyPattern {
    private static final int NOWHERE = -1;

    private final byte[] text;
    private final int placeholder;
    private final int arrow;

    KeyPattern(final byte[] text) {
        this.text = text;
        final int zero = indexOf(text, 0, text.length, (byte) 0);
        final int end = zero == NOWHERE ? text.length : zero;
        placeholder = indexOf(text, 0, end, (byte) '*');
        arrow = placeholder == NOWHERE ? NOWHERE : arrow(text, placeholder + 1, end);
    }

    /** Returns whether this is {@code #}. */
    boolean isElement() {
        return text.length > 0 && text[0] == '#' && (text.length == 1 || text[1] == 0);
    }

    /** Returns whether the element's place is marked: without one there is nothing to look up. */
    boolean hasPlaceholder() {
        return placeholder != NOWHERE;
    }

    /** Returns the key for an element; only with a placeholder. */
    byte[] key(final byte[] element) {
        final int suffixLength = (arrow == NOWHERE ? text.length : arrow) - placeholder - 1;
        final byte[] key = new byte[placeholder + element.length + suffixLength];
        System.arraycopy(text, 0, key, 0, placeholder);
        System.arraycopy(element, 0, key, placeholder, element.length);
        System.arraycopy(text, placeholder + 1, key, placeholder + element.length, suffixLength);
        return key;
    }

    /** Returns the name of the hash's field, or null. */
    byte[] field() {
        return arrow == NOWHERE ? null : Arrays.copyOfRange(text, arrow + 2, text.length);
    }

    /** An arrow with nothing behind it belongs to the key. */
    private static int arrow(final byte[] text, final int from, final int end) {
        for (int at = from; at + 1 < end; at++) {
            if (text[at] == '-' && text[at + 1] == '>') {
                return at + 2 < end ? at : NOWHERE;
            }
        }
        return NOWHERE;
    }

    private static int indexOf(final byte[] text, final int from, final int to, final byte wanted) {
        for (int i = from; i < to; i++) {
            if (text[i] == wanted) {
                return i;
            }
        }
        return NOWHERE;
    }
}
