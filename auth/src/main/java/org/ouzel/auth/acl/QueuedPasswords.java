package org.ouzel.auth.acl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ouzel.auth.password.PasswordHash;
import org.ouzel.engine.access.User;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.RequestArguments;
import org.ouzel.engine.transaction.Aftermath;
import org.ouzel.engine.transaction.Transaction;

/**
 * The passwords in a transaction's commands, and what was found out about them before EXEC ran: which slow hashes those
 * of AUTH and HELLO agree with, and the slow hashes of those that ACL SETUSER gives.
 *
 * <p>Collected on the session's IO loop; worked out there if nothing is slow, else on one of the threads for that; used
 * by who runs EXEC. What quick hashes agree with is left to EXEC.
 */
final class QueuedPasswords {
    /** Wrong passwords that one EXEC may try. */
    static final int MAX_FAILURE_COUNT = 4;

    private static final int FIRST_RULE_ARG = 3;
    private static final int AUTH_WITH_USER_ARGS = 3;

    private boolean isBusy;
    private int failureCount;
    private final AclAccess access;
    private final List<Step> steps = new ArrayList<>();
    private final List<Made> made = new ArrayList<>();
    private final Map<Integer, Set<String>> agreeing = new HashMap<>();
    private final Map<Integer, List<String>> rules = new HashMap<>();

    /** A command of the transaction: it gives a password, or has rules. */
    private record Step(int index, String user, byte[] password, List<String> rules) {
    }

    /** A hash that one of the commands gives a user; of a password, if that is known. */
    private record Made(String user, byte[] password, String hash) {
        boolean agreesWith(final byte[] other) {
            return password != null ? Arrays.equals(password, other) : PasswordHash.matches(hash, other);
        }
    }

    QueuedPasswords(final AclAccess access) {
        this.access = access;
    }

    QueuedPasswords(final AclAccess access, final Transaction queued) {
        this(access);
        for (int i = 0; i < queued.count(); i++) {
            final RequestArguments request = queued.request(i);
            switch (queued.spec(i).name()) {
                case "auth" -> collectAuth(i, request);
                case "hello" -> collectHello(i, request);
                case "acl|setuser" -> steps.add(new Step(i, LatinText.of(request, 2), null, rulesOf(request)));
                default -> { }
            }
        }
    }

    private void collectAuth(final int index, final RequestArguments request) {
        final boolean hasUser = request.argCount() == AUTH_WITH_USER_ARGS;
        collect(index, hasUser ? LatinText.of(request, 1) : User.DEFAULT_NAME, request, hasUser ? 2 : 1);
    }

    private void collectHello(final int index, final RequestArguments request) {
        for (int i = 2; i + 2 < request.argCount(); i += 2) {
            if (request.argIs(i, "auth")) {
                collect(index, LatinText.of(request, i + 1), request, i + 2);
                i++;
            }
        }
    }

    private void collect(final int index, final String user, final RequestArguments request, final int passwordArg) {
        steps.add(new Step(index, user, LatinText.bytes(LatinText.of(request, passwordArg)), null));
    }

    private static List<String> rulesOf(final RequestArguments request) {
        final List<String> rules = new ArrayList<>();
        for (int i = FIRST_RULE_ARG; i < request.argCount(); i++) {
            rules.add(LatinText.of(request, i));
        }
        return rules;
    }

    /** Returns what was found out for the transaction that a command is part of. */
    static QueuedPasswords of(final CommandContext context) {
        return (QueuedPasswords) context.event().transaction().findings();
    }

    static Aftermath aftermath(final CommandContext context) {
        return context.event().transaction().aftermath();
    }

    static int index(final CommandContext context) {
        return context.event().transaction().current();
    }

    /** Returns the passwords that somebody wants to log in with, and that aren't known to be right already. */
    int guessCount(final Authenticator authenticator) {
        return (int) steps.stream().filter(step -> isGuess(step, authenticator)).count();
    }

    private boolean isGuess(final Step step, final Authenticator authenticator) {
        return step.password != null && !authenticator.isKnown(access.rulesOrNobody(step.user), step.password);
    }

    /** Tells whether {@link #work} takes long. */
    boolean isSlow(final Authenticator authenticator) {
        boolean hasSlowRule = false;
        for (final Step step : steps) {
            if (step.rules != null) {
                hasSlowRule |= step.rules.stream().anyMatch(QueuedPasswords::isSlowHash);
                if (access.hasStore() && step.rules.stream().anyMatch(QueuedPasswords::isPassword)) {
                    return true;
                }
            } else if (isGuess(step, authenticator)
                && (hasSlowRule || access.hasStore() || access.rulesOrNobody(step.user).hasSlowPassword())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPassword(final String rule) {
        return rule.startsWith(">") || rule.startsWith("<");
    }

    private static boolean isSlowHash(final String rule) {
        return rule.startsWith("#") && PasswordHash.isSlow(rule.substring(1));
    }

    /** Says that there was nobody to do the work. */
    void setBusy() {
        isBusy = true;
    }

    boolean isBusy() {
        return isBusy;
    }

    /** Works out what takes long. */
    void work(final Authenticator authenticator) {
        for (final Step step : steps) {
            if (step.rules == null) {
                if (isGuess(step, authenticator)) {
                    agreeing.put(step.index, hashesOf(step));
                }
            } else if (access.hasStore()) {
                rules.put(step.index, withSlowHashes(step.user, step.rules));
            } else {
                noteSlowHashes(step.user, step.rules);
            }
        }
    }

    private Set<String> hashesOf(final Step step) {
        final AclUser user = access.rulesOrNobody(step.user);
        final Set<String> found = new HashSet<>();
        for (final String hash : user.passwords()) {
            if (PasswordHash.isSlow(hash) && PasswordHash.matches(hash, step.password)) {
                found.add(hash);
            }
        }
        for (final Made each : made) {
            if (each.user.equals(step.user) && each.agreesWith(step.password)) {
                found.add(each.hash);
            }
        }
        if (found.isEmpty() && access.hasStore() && !user.hasSlowPassword()) {
            PasswordHash.spendTime(step.password);
        }
        return found;
    }

    private void noteSlowHashes(final String user, final List<String> given) {
        given.stream().filter(QueuedPasswords::isSlowHash)
            .forEach(rule -> made.add(new Made(user, null, rule.substring(1))));
    }

    /** Puts slow hashes in the places of the passwords in a user's rules. */
    List<String> withSlowHashes(final String user, final List<String> given) {
        final List<String> hashed = new ArrayList<>();
        for (final String rule : given) {
            final byte[] password = isPassword(rule) ? LatinText.bytes(rule.substring(1)) : null;
            if (rule.startsWith(">")) {
                final String hash = PasswordHash.slow(password);
                made.add(new Made(user, password, hash));
                hashed.add("#" + hash);
            } else if (rule.startsWith("<")) {
                final String hash = hashToRemove(user, password);
                hashed.add(hash == null ? rule : "!" + hash);
            } else {
                hashed.add(rule);
            }
        }
        noteSlowHashes(user, given);
        return hashed;
    }

    private String hashToRemove(final String user, final byte[] password) {
        for (final Made each : made) {
            if (each.user.equals(user) && each.agreesWith(password)) {
                return each.hash;
            }
        }
        return access.rulesOrNobody(user).findPassword(password);
    }

    /** Returns the slow hashes that the password of a command agrees with. */
    Set<String> agreeing(final int index) {
        return agreeing.getOrDefault(index, Set.of());
    }

    /** Returns the rules of a command, with slow hashes in the places of passwords. */
    List<String> rules(final int index) {
        return rules.get(index);
    }

    /** Notes a wrong password. */
    void countFailure() {
        failureCount++;
    }

    /** Returns whether too many of the passwords have been wrong for the others to be tried. */
    boolean hasFailedOften() {
        return failureCount >= MAX_FAILURE_COUNT;
    }
}
