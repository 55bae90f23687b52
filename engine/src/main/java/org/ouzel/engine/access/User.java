package org.ouzel.engine.access;

/**
 * Somebody whom sessions belong to.
 *
 * <p>What a user may do is replaced as a whole, in a slot that all shards have reached: hence what holds for a command
 * is what was in force at its place in the ring. Read by any thread.
 */
public final class User {
    /** The name of the user that sessions have before they authenticate. */
    public static final String DEFAULT_NAME = "default";
    /** The user of sessions in an engine without access control. */
    public static final User UNRESTRICTED =
        new User(DEFAULT_NAME, new Namespace(0, Namespace.DEFAULT_NAME), Permissions.ALL);

    private final String name;
    private final Namespace namespace;
    private volatile Permissions permissions;

    /** @param name one byte a character (ISO-8859-1) */
    public User(final String name, final Namespace namespace, final Permissions permissions) {
        this.name = name;
        this.namespace = namespace;
        this.permissions = permissions;
    }

    /** Returns the name, one byte a character (ISO-8859-1). */
    public String name() {
        return name;
    }

    /** Returns where the user's keys live. */
    public Namespace namespace() {
        return namespace;
    }

    public Permissions permissions() {
        return permissions;
    }

    /** Replaces what the user may do; in a rendezvous of all shards, or before the start. */
    public void setPermissions(final Permissions newPermissions) {
        permissions = newPermissions;
    }

    @Override
    public String toString() {
        return name;
    }
}
