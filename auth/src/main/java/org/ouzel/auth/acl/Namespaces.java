package org.ouzel.auth.acl;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.ouzel.engine.access.Namespace;
import org.ouzel.engine.access.Quota;

/**
 * All namespaces by their names (ISO-8859-1). Changed in slots that all shards have reached, or before the start; read
 * by any thread.
 *
 * <p>Numbers are given out upwards and not twice, and never one that there is data of: what somebody stored is never
 * somebody else's.
 */
final class Namespaces {
    private int highestNumber;
    private volatile Map<String, Namespace> byName =
        Map.of(Namespace.DEFAULT_NAME, new Namespace(0, Namespace.DEFAULT_NAME));

    Namespace find(final String name) {
        return byName.get(name);
    }

    Collection<Namespace> all() {
        return byName.values();
    }

    /**
     * Makes a namespace.
     *
     * @param highestUsed the highest number that there is data of
     */
    Namespace make(final String name, final int highestUsed) {
        highestNumber = Math.max(highestNumber, highestUsed) + 1;
        return put(new Namespace(highestNumber, name));
    }

    /** Takes over what was stored: a new namespace with that number, or new limits of the one of that name. */
    void restore(final int number, final String name, final Quota quota) {
        highestNumber = Math.max(highestNumber, number);
        final Namespace known = find(name);
        (known == null ? put(new Namespace(number, name)) : known).setQuota(quota);
    }

    void rename(final Namespace namespace, final String name) {
        remove(namespace);
        namespace.rename(name);
        put(namespace);
    }

    void remove(final Namespace namespace) {
        final Map<String, Namespace> changed = new TreeMap<>(byName);
        changed.remove(namespace.name());
        byName = Collections.unmodifiableMap(changed);
    }

    private Namespace put(final Namespace namespace) {
        final Map<String, Namespace> changed = new TreeMap<>(byName);
        changed.put(namespace.name(), namespace);
        byName = Collections.unmodifiableMap(changed);
        return namespace;
    }
}
