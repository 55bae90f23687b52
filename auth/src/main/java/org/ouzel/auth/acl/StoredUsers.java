package org.ouzel.auth.acl;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ouzel.auth.store.StoredNamespace;

/**
 * What a file or a database of users holds.
 *
 * @param users      by their names
 * @param namespaces with their numbers; names one byte a character (ISO-8859-1)
 */
record StoredUsers(Map<String, AclUser> users, List<StoredNamespace> namespaces) {
    /**
     * Takes the namespaces over; in a rendezvous of all shards, or before the start.
     *
     * @throws RuleException if a number is somebody else's; nothing is taken over then
     */
    void restoreInto(final Namespaces known) throws RuleException {
        final Map<Integer, String> owners = new HashMap<>();
        known.all().forEach(each -> owners.put(each.number(), each.name()));
        for (final StoredNamespace each : namespaces) {
            final String owner = owners.putIfAbsent(each.number(), each.name());
            if (owner != null && !owner.equals(each.name())) {
                throw new RuleException(refusal(each, owner));
            }
            if (!known.table().mayBelong(each.number(), each.name())) {
                throw new RuleException(refusal(each, known.table().owner(each.number())) + " in the data directory's "
                    + NamespaceTable.NAME);
            }
        }
        namespaces.forEach(each -> known.restore(each.number(), each.name(), each.quota()));
    }

    private static String refusal(final StoredNamespace namespace, final String owner) {
        return "namespace '" + namespace.name() + "' can't have the number " + namespace.number()
            + ", which is that of '" + owner + "'";
    }
}
