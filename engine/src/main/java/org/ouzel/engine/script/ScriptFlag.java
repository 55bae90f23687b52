package org.ouzel.engine.script;

import java.util.Locale;

/** What a script says of itself. */
enum ScriptFlag {
    NO_WRITES,
    ALLOW_OOM,
    ALLOW_STALE,
    NO_CLUSTER,
    ALLOW_CROSS_SLOT_KEYS,
    /** Ouzel's own, for scripts: it touches no slots but those of the keys that it declares; other shards may go on. */
    NO_CROSS_SLOT_KEYS;

    int bit() {
        return 1 << ordinal();
    }

    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the flag of a name, or null. */
    static ScriptFlag of(final String name) {
        for (final ScriptFlag flag : values()) {
            if (flag.text().equals(name)) {
                return flag;
            }
        }
        return null;
    }
}
