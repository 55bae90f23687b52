package org.ouzel.auth.acl;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.ouzel.engine.access.AccessDenial;
import org.ouzel.engine.access.AccessDenial.Reason;
import org.ouzel.engine.access.Permissions;
import org.ouzel.engine.command.CommandFlag;
import org.ouzel.engine.command.CommandSpec;
import org.ouzel.engine.command.CommandTable;
import org.ouzel.engine.command.KeyFinder;
import org.ouzel.engine.command.KeyFlag;
import org.ouzel.engine.command.KeyList;
import org.ouzel.engine.command.RequestArguments;
import org.ouzel.engine.spi.AccessRules;
import org.ouzel.protocol.GlobPattern;

/** A user's rules, made ready for deciding. Immutable. */
final class CompiledRules implements AccessRules {
    private static final int FIRST_SORT_OPTION = 2;
    private static final String SORT_BY = "ERR BY option of SORT denied due to insufficient ACL permissions";
    private static final String SORT_GET = "ERR GET option of SORT denied due to insufficient ACL permissions";

    private final String userName;
    private final List<AclSelector> selectors = new ArrayList<>();
    private final QuickRules quickRules;

    private CompiledRules(final AclUser user, final CommandTable table) {
        userName = user.name();
        quickRules = quickRules(user.root(), table);
        selectors.add(user.root());
        selectors.addAll(user.selectors());
    }

    /** Works out what a user may do, and for which commands that doesn't depend on the arguments. */
    static Permissions compile(final AclUser user, final CommandTable table) {
        final CompiledRules rules = new CompiledRules(user, table);
        final long[] free = new long[Permissions.MAX_COMMAND_COUNT / Long.SIZE];
        for (final CommandSpec spec : table.all()) {
            if (rules.selectors.stream().anyMatch(selector -> isFree(selector, spec))) {
                free[spec.id() >>> 6] |= 1L << spec.id();
            }
        }
        return new Permissions(free, rules);
    }

    private static QuickRules quickRules(final AclSelector selector, final CommandTable table) {
        return new QuickRules(table.all().stream().filter(spec -> isCommandAllowed(selector, spec)
            && (selector.isAllChannels() || ChannelArguments.of(spec) == ChannelArguments.NONE)).toList(),
            selector.keyPatterns());
    }

    private static boolean isFree(final AclSelector selector, final CommandSpec spec) {
        return isCommandAllowed(selector, spec)
            && (selector.isAllKeys() || !hasKeys(spec))
            && (selector.isAllChannels() || ChannelArguments.of(spec) == ChannelArguments.NONE);
    }

    private static boolean isCommandAllowed(final AclSelector selector, final CommandSpec spec) {
        return spec.has(CommandFlag.NO_AUTH) || selector.allows(spec);
    }

    private static boolean hasKeys(final CommandSpec spec) {
        for (int i = 0; i < spec.keySpecCount(); i++) {
            if ((spec.keySpec(i).flags() & KeyFlag.NOT_KEY.bit()) == 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    public AccessDenial check(final CommandSpec spec, final RequestArguments request, final KeyList keys) {
        if (quickRules.allows(spec, request)) {
            return null;
        }
        AccessDenial gravest = null;
        for (final AclSelector selector : selectors) {
            final AccessDenial denial = check(selector, spec, request, keys);
            if (denial == null) {
                return checkSort(spec, request);
            }
            if (gravest == null || isGraver(denial, gravest)) {
                gravest = denial;
            }
        }
        return gravest;
    }

    private static boolean isGraver(final AccessDenial one, final AccessDenial other) {
        final int order = one.reason().compareTo(other.reason());
        return order > 0 || order == 0 && one.argument() > other.argument();
    }

    private AccessDenial check(final AclSelector selector, final CommandSpec spec, final RequestArguments request,
        final KeyList keys) {
        if (!isCommandAllowed(selector, spec) && !isFirstWordAllowed(selector, spec, request)) {
            return AccessDenial.of(Reason.COMMAND, 0, userName, spec);
        }
        if (!selector.isAllKeys() && hasKeys(spec)) {
            final int key = firstForbiddenKey(selector, spec, request, keys);
            if (key > 0) {
                return AccessDenial.of(Reason.KEY, key, userName, spec);
            }
        }
        if (!selector.isAllChannels()) {
            final int channel = firstForbiddenChannel(selector, ChannelArguments.of(spec), request);
            if (channel > 0) {
                return AccessDenial.of(Reason.CHANNEL, channel, userName, spec);
            }
        }
        return null;
    }

    private static boolean isFirstWordAllowed(final AclSelector selector, final CommandSpec spec,
        final RequestArguments request) {
        final Set<String> words = selector.firstWords(spec);
        return words != null && request.argCount() > 1
            && words.contains(LatinText.of(request, 1).toLowerCase(Locale.ROOT));
    }

    /** Returns the argument of the first key that may not be used so, or 0. */
    private static int firstForbiddenKey(final AclSelector selector, final CommandSpec spec,
        final RequestArguments request, final KeyList keys) {
        if (!KeyFinder.findWithExactFlags(spec, request, keys)) {
            // The arguments contradict each other. The command will say so, having touched nothing.
            return 0;
        }
        for (int i = 0; i < keys.size(); i++) {
            final int flags = keys.flags(i);
            if ((flags & KeyFlag.NOT_KEY.bit()) == 0
                && !isKeyAllowed(selector, request, keys.index(i), KeyPattern.mannerOf(flags))) {
                return keys.index(i);
            }
        }
        return 0;
    }

    private static boolean isKeyAllowed(final AclSelector selector, final RequestArguments request,
        final int argument, final int manner) {
        for (final KeyPattern pattern : selector.keyPatterns()) {
            if (pattern.allows(request, argument, manner)) {
                return true;
            }
        }
        return false;
    }

    private static int firstForbiddenChannel(final AclSelector selector, final ChannelArguments channels,
        final RequestArguments request) {
        for (int i = 1; i <= channels.last(request.argCount()); i++) {
            if (!isChannelAllowed(selector, LatinText.of(request, i), channels == ChannelArguments.PATTERNS)) {
                return i;
            }
        }
        return 0;
    }

    /** Tells whether the user may listen to a channel, or to a pattern of channels. */
    boolean mayListen(final String channel, final boolean isPattern) {
        return selectors.stream().anyMatch(selector -> selector.isAllChannels()
            || isChannelAllowed(selector, channel, isPattern));
    }

    /** A pattern of channels must be one of the user's, letter by letter. */
    private static boolean isChannelAllowed(final AclSelector selector, final String channel, final boolean isPattern) {
        if (isPattern) {
            return selector.channels().containsKey(channel);
        }
        for (final GlobPattern pattern : selector.channels().values()) {
            if (pattern.matches(channel)) {
                return true;
            }
        }
        return false;
    }

    /** What SORT reads by BY and GET can't be told before it runs: only who may read every key may use them. */
    private AccessDenial checkSort(final CommandSpec spec, final RequestArguments request) {
        if (!spec.name().startsWith("sort") || !spec.group().equals("generic")
            || selectors.stream().anyMatch(selector -> mayReadAll(selector, spec))) {
            return null;
        }
        for (int i = FIRST_SORT_OPTION; i + 1 < request.argCount(); i++) {
            if (request.argIs(i, "by") && LatinText.of(request, i + 1).indexOf('*') >= 0) {
                return new AccessDenial(Reason.KEY, i + 1, SORT_BY);
            }
            if (request.argIs(i, "get")) {
                return new AccessDenial(Reason.KEY, i + 1, SORT_GET);
            }
            i += request.argIs(i, "by") || request.argIs(i, "store") ? 1 : request.argIs(i, "limit") ? 2 : 0;
        }
        return null;
    }

    private static boolean mayReadAll(final AclSelector selector, final CommandSpec spec) {
        if (!isCommandAllowed(selector, spec)) {
            return false;
        }
        if (selector.isAllKeys()) {
            return true;
        }
        for (final KeyPattern pattern : selector.keyPatterns()) {
            if (pattern.allowsAll(KeyPattern.READ)) {
                return true;
            }
        }
        return false;
    }
}
