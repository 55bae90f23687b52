package org.ouzel.engine.tracking;

import java.util.List;

/**
 * How one session tracks (CLIENT TRACKING). Replaced as a whole while the session hands nothing on; what CLIENT CACHING
 * said about the next command is its IO loop's.
 */
public final class Tracking {
    /** What a client chooses when it switches tracking on. */
    public enum Mode {
        /** Whatever it reads is tracked. */
        DEFAULT,
        /** Only what it reads right behind CLIENT CACHING YES. */
        OPTIN,
        /** All but what it reads right behind CLIENT CACHING NO. */
        OPTOUT,
        /** All keys that begin with its prefixes, read or not. */
        BROADCAST
    }

    private boolean isNextChosen;
    private volatile boolean isRedirectBroken;
    private volatile boolean hasEnded;
    private final int namespace;
    private final Mode mode;
    private final boolean isNoLoop;
    private final long redirectId;
    private final List<byte[]> prefixes;

    /**
     * @param namespace  the session's, as it begins to track
     * @param isNoLoop   whether the client wants to hear nothing of its own changes
     * @param redirectId the session that hears of changes in its place, or 0
     * @param prefixes   for {@link Mode#BROADCAST}: one of them is empty if all keys are meant
     */
    public Tracking(final int namespace, final Mode mode, final boolean isNoLoop, final long redirectId,
        final List<byte[]> prefixes) {
        this.namespace = namespace;
        this.mode = mode;
        this.isNoLoop = isNoLoop;
        this.redirectId = redirectId;
        this.prefixes = List.copyOf(prefixes);
    }

    public int namespace() {
        return namespace;
    }

    /** The session goes over to another namespace, whose keys it has not asked to be told of. */
    public void end() {
        hasEnded = true;
    }

    public boolean hasEnded() {
        return hasEnded;
    }

    public Mode mode() {
        return mode;
    }

    public boolean isBroadcast() {
        return mode == Mode.BROADCAST;
    }

    public boolean isNoLoop() {
        return isNoLoop;
    }

    public long redirectId() {
        return redirectId;
    }

    public List<byte[]> prefixes() {
        return prefixes;
    }

    /** Returns whether the session that was to hear of changes has gone. */
    public boolean isRedirectBroken() {
        return isRedirectBroken;
    }

    void breakRedirect() {
        isRedirectBroken = true;
    }

    /** CLIENT CACHING: what the mode does with the next command is turned round. */
    public void chooseNext() {
        isNextChosen = true;
    }

    /** Returns whether CLIENT CACHING has said something about the next command. */
    public boolean isNextChosen() {
        return isNextChosen;
    }

    /** Notes that the command that CLIENT CACHING was about has been handed on. */
    public void endNext() {
        isNextChosen = false;
    }

    /** Returns whether what the next command reads is tracked. */
    public boolean isNextTracked() {
        return switch (mode) {
            case DEFAULT -> true;
            case OPTIN -> isNextChosen;
            case OPTOUT -> !isNextChosen;
            default -> false;
        };
    }
}
