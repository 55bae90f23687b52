package org.ouzel.engine;

/** What this server calls itself. */
public final class Version {
    /** Ouzel's own version, the one of the Maven project. */
    public static final String OUZEL = "0.1.0";
    /** The Redis version whose behaviour is the target; what HELLO and INFO tell clients. */
    public static final String REDIS = "7.2.4";

    private Version() {
    }
}
