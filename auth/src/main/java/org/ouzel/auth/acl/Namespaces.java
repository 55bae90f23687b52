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
 */
final class Namespaces {
    private volatile Map<String, Namespace> byName =
        Map.of(Namespace.DEFAULT_NAME, new Namespace(0, Namespace.DEFAULT_NAME));
    private final NamespaceTable table;

    Namespaces(final NamespaceTable table) {
        this.table = table;
    }

    /** Returns who has which number. */
    NamespaceTable table() {
        return table;
    }

    Namespace find(final String name) {
        return byName.get(name);
    }

    Collection<Namespace> all() {
        return byName.values();
    }

    /**
     * Makes a namespace, under the number that its data has, or a new one.
     *
     * @param highestUsed the highest number that there is data of
     */
    Namespace make(final String name, final int highestUsed) {
        table.use(highestUsed);
        final int known = table.numberOf(name);
        final int number = known > 0 ? known : table.next();
        table.put(number, name);
        return put(new Namespace(number, name));
    }

    /** Takes over what was stored: a new namespace with that number, or new limits of the one of that name. */
    void restore(final int number, final String name, final Quota quota) {
        final Namespace known = find(name);
        if (known == null) {
            table.put(number, name);
        }
        (known == null ? put(new Namespace(number, name)) : known).setQuota(quota);
    }

    void rename(final Namespace namespace, final String name) {
        table.put(namespace.number(), name);
        take(namespace);
        namespace.rename(name);
        put(namespace);
    }

    void remove(final Namespace namespace) {
        table.remove(namespace.number());
        take(namespace);
    }

    private void take(final Namespace namespace) {
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
