package org.ouzel.engine.command.connection;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.session.Session;
import org.ouzel.engine.tracking.Tracking;
import org.ouzel.protocol.ReplyWriter;

/**
 * CLIENT TRACKING, CACHING, GETREDIR and TRACKINGINFO. TRACKING holds all shards, and the session hands nothing on
 * meanwhile; the others run on the session's IO loop.
 */
final class ClientTracking {
    private static final int FIRST_ARG = 2;
    private static final String NO_SUCH_CLIENT = "ERR The client ID you want redirect to does not exist";
    private static final String ONE_REDIRECT = "ERR A client can only redirect to a single other client";
    private static final String PREFIX_WITHOUT_BCAST = "ERR PREFIX option requires BCAST mode to be enabled";
    private static final String BCAST_SWITCH = "ERR You can't switch BCAST mode on/off before disabling tracking for"
        + " this client, and then re-enabling it with a different mode.";
    private static final String BCAST_AND_OPT = "ERR OPTIN and OPTOUT are not compatible with BCAST";
    private static final String OPTIN_AND_OPTOUT = "ERR You can't specify both OPTIN mode and OPTOUT mode";
    private static final String OPT_SWITCH = "ERR You can't switch OPTIN/OPTOUT mode before disabling tracking for this"
        + " client, and then re-enabling it with a different mode.";
    private static final String CACHING_WITHOUT_MODE = "ERR CLIENT CACHING can be called only when the client is in"
        + " tracking mode with OPTIN or OPTOUT mode enabled";
    private static final String YES_WITHOUT_OPTIN =
        "ERR CLIENT CACHING YES is only valid when tracking is enabled in OPTIN mode.";
    private static final String NO_WITHOUT_OPTOUT =
        "ERR CLIENT CACHING NO is only valid when tracking is enabled in OPTOUT mode.";

    private boolean isBroadcast;
    private boolean isOptIn;
    private boolean isOptOut;
    private boolean isNoLoop;
    private long redirectId;
    private final List<byte[]> prefixes = new ArrayList<>();

    private ClientTracking() {
    }

    /** {@code ON | OFF [REDIRECT id] [PREFIX prefix]... [BCAST] [OPTIN] [OPTOUT] [NOLOOP]}: OK. */
    static void track(final CommandContext context) {
        final ClientTracking options = new ClientTracking();
        if (!options.read(context)) {
            return;
        }
        if (context.argIs(FIRST_ARG, "on")) {
            final String error = options.conflict(context.session().tracking());
            if (error != null) {
                context.reply().error(error);
                return;
            }
            set(context, options.tracking(context, context.session().tracking()));
        } else if (context.argIs(FIRST_ARG, "off")) {
            set(context, null);
        } else {
            context.syntaxError();
            return;
        }
        context.reply().ok();
    }

    /** Gives the session another way of tracking, or none (null), on all shards. */
    static void set(final CommandContext context, final Tracking tracking) {
        final Session session = context.session();
        for (int i = 0; i < context.server().shardCount(); i++) {
            context.server().shard(i).observers().setTracking(session, session.lastTracking(), tracking);
        }
        session.setTracking(tracking);
    }

    /** {@code YES | NO}: OK. */
    static void caching(final CommandContext context) {
        final Tracking tracking = context.session().tracking();
        final Tracking.Mode mode = tracking == null ? Tracking.Mode.DEFAULT : tracking.mode();
        final boolean isYes = context.argIs(FIRST_ARG, "yes");
        if (mode != Tracking.Mode.OPTIN && mode != Tracking.Mode.OPTOUT) {
            context.reply().error(CACHING_WITHOUT_MODE);
        } else if (!isYes && !context.argIs(FIRST_ARG, "no")) {
            context.syntaxError();
        } else if (isYes != (mode == Tracking.Mode.OPTIN)) {
            context.reply().error(isYes ? YES_WITHOUT_OPTIN : NO_WITHOUT_OPTOUT);
        } else {
            tracking.chooseNext();
            context.reply().ok();
        }
    }

    /** The session that hears of changes: -1 without tracking, 0 for the client's own. */
    static void redirection(final CommandContext context) {
        context.reply().integer(redirectId(context.session()));
    }

    static long redirectId(final Session session) {
        return session.tracking() == null ? -1 : session.tracking().redirectId();
    }

    /** A map of the flags, the redirection and the prefixes. */
    static void info(final CommandContext context) {
        final ReplyWriter reply = context.reply();
        final Tracking tracking = context.session().tracking();
        final List<String> flags = flags(tracking);
        reply.map(3);
        reply.bulk("flags");
        reply.set(flags.size());
        flags.forEach(reply::bulk);
        reply.bulk("redirect");
        reply.integer(redirectId(context.session()));
        reply.bulk("prefixes");
        final List<byte[]> shown = tracking == null || !tracking.isBroadcast() ? List.of() : tracking.prefixes();
        reply.array(shown.size());
        shown.forEach(reply::bulk);
    }

    private static List<String> flags(final Tracking tracking) {
        if (tracking == null) {
            return List.of("off");
        }
        final List<String> flags = new ArrayList<>(List.of("on"));
        switch (tracking.mode()) {
            case BROADCAST -> flags.add("bcast");
            case OPTIN -> {
                flags.add("optin");
                if (tracking.isNextChosen()) {
                    flags.add("caching-yes");
                }
            }
            case OPTOUT -> {
                flags.add("optout");
                if (tracking.isNextChosen()) {
                    flags.add("caching-no");
                }
            }
            default -> { }
        }
        if (tracking.isNoLoop()) {
            flags.add("noloop");
        }
        if (tracking.isRedirectBroken()) {
            flags.add("broken_redirect");
        }
        return flags;
    }

    private boolean read(final CommandContext context) {
        for (int i = FIRST_ARG + 1; i < context.argCount(); i++) {
            final boolean hasMore = i + 1 < context.argCount();
            if (context.argIs(i, "redirect") && hasMore) {
                if (!readRedirect(context, ++i)) {
                    return false;
                }
            } else if (context.argIs(i, "bcast")) {
                isBroadcast = true;
            } else if (context.argIs(i, "optin")) {
                isOptIn = true;
            } else if (context.argIs(i, "optout")) {
                isOptOut = true;
            } else if (context.argIs(i, "noloop")) {
                isNoLoop = true;
            } else if (context.argIs(i, "prefix") && hasMore) {
                prefixes.add(context.argBytes(++i));
            } else {
                context.syntaxError();
                return false;
            }
        }
        return true;
    }

    private boolean readRedirect(final CommandContext context, final int arg) {
        if (redirectId != 0) {
            context.reply().error(ONE_REDIRECT);
            return false;
        }
        if (!context.requireLong(arg)) {
            return false;
        }
        redirectId = context.parsedLong();
        final Session target = context.server().sessions().find(redirectId);
        if (target == null || target.namespace() != context.session().namespace()) {
            context.reply().error(NO_SUCH_CLIENT);
            return false;
        }
        return true;
    }

    /** Returns what the options contradict, or null. */
    private String conflict(final Tracking old) {
        if (!isBroadcast && !prefixes.isEmpty()) {
            return PREFIX_WITHOUT_BCAST;
        }
        if (old != null && old.isBroadcast() != isBroadcast) {
            return BCAST_SWITCH;
        }
        if (isBroadcast && (isOptIn || isOptOut)) {
            return BCAST_AND_OPT;
        }
        if (isOptIn && isOptOut) {
            return OPTIN_AND_OPTOUT;
        }
        if (old != null && (isOptIn && old.mode() == Tracking.Mode.OPTOUT
            || isOptOut && old.mode() == Tracking.Mode.OPTIN)) {
            return OPT_SWITCH;
        }
        return isBroadcast ? overlap(old) : null;
    }

    private String overlap(final Tracking old) {
        for (int i = 0; i < prefixes.size(); i++) {
            for (final byte[] each : old == null ? List.<byte[]>of() : old.prefixes()) {
                if (isOverlapping(prefixes.get(i), each)) {
                    return overlap(prefixes.get(i), each, "an existing");
                }
            }
            for (int j = i + 1; j < prefixes.size(); j++) {
                if (isOverlapping(prefixes.get(i), prefixes.get(j))) {
                    return overlap(prefixes.get(i), prefixes.get(j), "another provided");
                }
            }
        }
        return null;
    }

    private static boolean isOverlapping(final byte[] left, final byte[] right) {
        final int length = Math.min(left.length, right.length);
        return Arrays.equals(left, 0, length, right, 0, length);
    }

    private static String overlap(final byte[] prefix, final byte[] other, final String which) {
        return "ERR Prefix '" + text(prefix) + "' overlaps with " + which + " prefix '" + text(other)
            + "'. Prefixes for a single client must not overlap.";
    }

    private static String text(final byte[] prefix) {
        return new String(prefix, StandardCharsets.ISO_8859_1);
    }

    /** Prefixes that the client has given before stay. */
    private Tracking tracking(final CommandContext context, final Tracking old) {
        final Tracking.Mode mode = isBroadcast ? Tracking.Mode.BROADCAST : isOptIn ? Tracking.Mode.OPTIN
            : isOptOut ? Tracking.Mode.OPTOUT : Tracking.Mode.DEFAULT;
        final List<byte[]> all = new ArrayList<>(old == null ? List.of() : old.prefixes());
        all.addAll(prefixes);
        if (isBroadcast && all.isEmpty()) {
            all.add(new byte[0]);
        }
        return new Tracking(context.session().namespace(), mode, isNoLoop, redirectId, all);
    }
}
