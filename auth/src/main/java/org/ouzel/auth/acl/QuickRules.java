package org.ouzel.auth.acl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ouzel.engine.access.Permissions;
import org.ouzel.engine.command.CommandSpec;
import org.ouzel.engine.command.KeyFinder;
import org.ouzel.engine.command.KeyList;
import org.ouzel.engine.command.RequestArguments;

/**
 * The part of a set of rules that most requests are allowed by: commands whose keys stand at fixed places, each with
 * the patterns of keys that may be used as it uses them, found out beforehand. What isn't allowed here may be so by
 * the other rules. Immutable; no garbage.
 */
final class QuickRules {
    private static final int SEVERAL = 0;

    /** By the command's id; null for one that isn't decided here. */
    private final Plan[] plans = new Plan[Permissions.MAX_COMMAND_COUNT];

    /**
     * How to decide about a command.
     *
     * @param onlyKey      the argument that is its only key, or {@link #SEVERAL}
     * @param bareArgCount the arguments that it has at least
     * @param whenBare     the patterns of its keys if it has no others
     * @param always       the patterns of its keys whatever its other arguments are
     */
    private record Plan(int onlyKey, int bareArgCount, KeyMatcher[] whenBare, KeyMatcher[] always) {
    }

    /** A request with as few arguments as its command takes, all of them empty. */
    private record BareRequest(int argCount) implements RequestArguments {
        @Override
        public long argAddress(final int index) {
            return 0;
        }

        @Override
        public int argLength(final int index) {
            return 0;
        }
    }

    /**
     * @param commands those that are allowed, and on all channels that they name
     * @param patterns of the keys, in the order of the rules
     */
    QuickRules(final Iterable<CommandSpec> commands, final Iterable<KeyPattern> patterns) {
        final KeyMatcher[][] byManner = new KeyMatcher[KeyPattern.READ_AND_WRITE + 1][];
        Arrays.setAll(byManner, manner -> matchers(patterns, manner));
        for (final CommandSpec spec : commands) {
            if (spec.hasPlainKeys() && spec.firstKey() > 0) {
                final int manner = KeyPattern.mannerOf(spec.keySpec(0).flags());
                plans[spec.id()] = new Plan(spec.lastKey() == spec.firstKey() ? spec.firstKey() : SEVERAL,
                    Math.abs(spec.arity()), byManner[spec.hasVariableKeys() ? mannerWhenBare(spec) : manner],
                    byManner[spec.hasVariableKeys() ? KeyPattern.READ_AND_WRITE : manner]);
            }
        }
    }

    /** Returns what a command whose options decide about that does to its keys if it has none. */
    private static int mannerWhenBare(final CommandSpec spec) {
        final KeyList keys = new KeyList();
        return KeyFinder.findWithExactFlags(spec, new BareRequest(Math.abs(spec.arity())), keys)
            ? KeyPattern.mannerOf(keys.flags(0)) : KeyPattern.READ_AND_WRITE;
    }

    private static KeyMatcher[] matchers(final Iterable<KeyPattern> patterns, final int manner) {
        final List<KeyMatcher> found = new ArrayList<>();
        for (final KeyPattern pattern : patterns) {
            if (pattern.allows(manner)) {
                found.add(pattern.matcher());
            }
        }
        return found.toArray(new KeyMatcher[0]);
    }

    /** Tells whether a request is allowed; false leaves it open. */
    boolean allows(final CommandSpec spec, final RequestArguments request) {
        final Plan plan = plans[spec.id()];
        if (plan == null) {
            return false;
        }
        final int argCount = request.argCount();
        final KeyMatcher[] patterns = argCount == plan.bareArgCount ? plan.whenBare : plan.always;
        final int key = plan.onlyKey;
        return key == SEVERAL ? allowsAll(patterns, spec, request)
            : key < argCount && matchesAny(patterns, request.argAddress(key), request.argLength(key));
    }

    private static boolean allowsAll(final KeyMatcher[] patterns, final CommandSpec spec,
        final RequestArguments request) {
        final int argCount = request.argCount();
        final int last = KeyFinder.lastIndex(spec, argCount);
        if (last < spec.firstKey() || last >= argCount) {
            return false;
        }
        for (int i = spec.firstKey(); i <= last; i += spec.keyStep()) {
            if (!matchesAny(patterns, request.argAddress(i), request.argLength(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean matchesAny(final KeyMatcher[] patterns, final long address, final int length) {
        for (final KeyMatcher pattern : patterns) {
            if (pattern.matches(address, length)) {
                return true;
            }
        }
        return false;
    }
}
