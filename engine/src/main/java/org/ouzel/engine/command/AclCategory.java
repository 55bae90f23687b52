package org.ouzel.engine.command;

import java.util.Locale;

/** A category of commands for access rules, in the order in which Redis lists them. */
public enum AclCategory {
    KEYSPACE,
    READ,
    WRITE,
    SET,
    SORTEDSET,
    LIST,
    HASH,
    STRING,
    BITMAP,
    HYPERLOGLOG,
    GEO,
    STREAM,
    PUBSUB,
    ADMIN,
    FAST,
    SLOW,
    BLOCKING,
    DANGEROUS,
    CONNECTION,
    TRANSACTION,
    SCRIPTING;

    private final long bit = 1L << ordinal();
    private final String text = name().toLowerCase(Locale.ROOT);

    /** Returns the bit that stands for this category in {@link CommandSpec#aclCategories()}. */
    public long bit() {
        return bit;
    }

    /** Returns the category in Redis's spelling, without {@code @}. */
    public String text() {
        return text;
    }

    /** Returns the category of that name in any case, without {@code @}, or null. */
    public static AclCategory find(final String text) {
        for (final AclCategory category : values()) {
            if (category.text.equalsIgnoreCase(text)) {
                return category;
            }
        }
        return null;
    }

    /** Adds the categories that follow from a command's flags: every command ends up in either fast or slow. */
    static long withImplied(final long explicit, final long flags) {
        long categories = explicit;
        if ((flags & CommandFlag.WRITE.bit()) != 0) {
            categories |= WRITE.bit;
        }
        if ((flags & CommandFlag.READONLY.bit()) != 0 && (explicit & SCRIPTING.bit) == 0) {
            categories |= READ.bit;
        }
        if ((flags & CommandFlag.ADMIN.bit()) != 0) {
            categories |= ADMIN.bit | DANGEROUS.bit;
        }
        if ((flags & CommandFlag.PUBSUB.bit()) != 0) {
            categories |= PUBSUB.bit;
        }
        if ((flags & CommandFlag.BLOCKING.bit()) != 0) {
            categories |= BLOCKING.bit;
        }
        return categories | ((flags & CommandFlag.FAST.bit()) != 0 ? FAST.bit : SLOW.bit);
    }

    static AclCategory of(final String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
