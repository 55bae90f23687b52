package org.ouzel.auth.acl;

import org.ouzel.auth.password.FailureThrottle;
import org.ouzel.auth.password.PasswordHash;
import org.ouzel.auth.password.RememberedCredentials;
import org.ouzel.auth.password.SlowHashing;
import org.ouzel.engine.access.Namespace;
import org.ouzel.engine.access.User;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.ring.Delivery;
import org.ouzel.engine.ring.LateReply;
import org.ouzel.engine.session.Session;
import org.ouzel.engine.spi.AccessControl.Authenticated;
import org.ouzel.engine.transaction.Transaction;

/**
 * Checks passwords: at once what is known or costs next to nothing, on threads of its own what is slow or has to wait.
 *
 * <p>With a database of users every attempt that fails costs one slow hash, whatever was wrong with it; and a password
 * whose hash is a quick one gets a slow one at its first use.
 */
final class Authenticator implements AutoCloseable {
    static final String BUSY = "BUSY Too many passwords are being checked, try again later";

    private static final String SUBSCRIBED =
        "ERR a user of another namespace can't take over a connection that is subscribed to channels";

    private static final String OTHER_NAMESPACE =
        "ERR a user of another namespace can't take over inside of a transaction";

    private final AclAccess access;
    private final SlowHashing hashing = new SlowHashing();
    private final FailureThrottle throttle = new FailureThrottle();
    private final RememberedCredentials remembered = new RememberedCredentials();

    /** One attempt to log in. */
    private record Attempt(String command, String name, byte[] password, String address, Authenticated outcome) {
    }

    Authenticator(final AclAccess access) {
        this.access = access;
    }

    private static String addressOf(final Session session) {
        final String peer = session.peerAddress();
        return peer.substring(0, Math.max(0, peer.lastIndexOf(':')));
    }

    SlowHashing hashing() {
        return hashing;
    }

    void authenticate(final CommandContext context, final String name, final byte[] password,
        final Authenticated outcome) {
        final Attempt attempt = new Attempt(context.argText(0), name, password, addressOf(context.session()), outcome);
        final AclUser user = access.rulesOrNobody(name);
        if (isKnown(user, password)) {
            finish(context, attempt, null, true);
            return;
        }
        if (context.event().isNested()) {
            authenticateQueued(context, attempt, user);
            return;
        }
        final long delayMs = throttle.delayMs(attempt.address, context.nowMs());
        if (delayMs == 0 && !access.hasStore() && !user.hasSlowPassword()) {
            finish(context, attempt, user.findPassword(password), false);
            return;
        }
        final LateReply late = context.answerLater();
        if (!hashing.submit(delayMs, () -> check(late, attempt))) {
            late.answer(answering -> answering.reply().error(BUSY));
        }
    }

    /** Tells whether a user can log in with a password, and nothing has to be worked out to know it. */
    boolean isKnown(final AclUser user, final byte[] password) {
        return user.isOn() && (user.isNoPass() || remembered.isKnown(user.name(), password, user.passwords()));
    }

    /** Works out what EXEC has to know; see {@link org.ouzel.engine.spi.AccessControl#prepare}. */
    boolean prepare(final Session session, final Transaction queued, final long nowMs, final Runnable ready) {
        final QueuedPasswords passwords = new QueuedPasswords(access, queued);
        queued.setFindings(passwords);
        long delayMs = 0;
        for (int i = Math.min(QueuedPasswords.MAX_FAILURE_COUNT, passwords.guessCount(this)); i > 0; i--) {
            delayMs = throttle.delayMs(addressOf(session), nowMs);
        }
        if (delayMs == 0 && !passwords.isSlow(this)) {
            passwords.work(this);
            return true;
        }
        final boolean isTaken = hashing.submit(delayMs, () -> {
            try {
                passwords.work(this);
            } finally {
                ready.run();
            }
        });
        if (!isTaken) {
            passwords.setBusy();
        }
        return !isTaken;
    }

    /** In a transaction, whose shards all stand still: what is slow has been worked out before. */
    private void authenticateQueued(final CommandContext context, final Attempt attempt, final AclUser user) {
        final QueuedPasswords passwords = QueuedPasswords.of(context);
        if (passwords.isBusy() || passwords.hasFailedOften()) {
            context.reply().error(BUSY);
            return;
        }
        final String hash = user.findPassword(attempt.password, passwords.agreeing(QueuedPasswords.index(context)));
        if (hash == null) {
            passwords.countFailure();
        }
        finish(context, attempt, hash, false);
    }

    /** On a hashing thread. */
    private void check(final LateReply late, final Attempt attempt) {
        final AclUser user = access.rulesOrNobody(attempt.name);
        final String hash = user.findPassword(attempt.password);
        if (!access.hasStore()) {
            late.answer(context -> finish(context, attempt, hash, false));
        } else if (hash == null || !user.isOn()) {
            if (!user.hasSlowPassword()) {
                PasswordHash.spendTime(attempt.password);
            }
            late.answer(context -> finish(context, attempt, null, false));
        } else if (PasswordHash.isSlow(hash)) {
            late.answer(context -> finish(context, attempt, hash, false));
        } else {
            final String slowHash = PasswordHash.slow(attempt.password);
            late.meet(context -> access.replacePassword(attempt.name, hash, slowHash,
                failure -> late.answer(answering -> finish(answering, attempt, slowHash, false))));
        }
    }

    /**
     * On the session's IO loop, or in a transaction. The user may have been changed while the password was being
     * checked.
     */
    private void finish(final CommandContext context, final Attempt attempt, final String hash,
        final boolean isKnown) {
        final AclUser user = access.rulesOrNobody(attempt.name);
        final boolean isGranted = user.isOn()
            && (isKnown || user.isNoPass() || hash != null && user.passwords().contains(hash));
        if (isGranted) {
            if (hash != null) {
                remembered.remember(attempt.name, attempt.password, hash);
            }
            final User entering = access.find(attempt.name);
            final String refusal = context.event().isNested() ? enterQueued(context, entering)
                : enter(context, entering);
            if (refusal != null) {
                context.reply().error(refusal);
                return;
            }
        } else {
            throttle.fail(attempt.address, context.nowMs());
            access.logFailure(context, attempt.command, attempt.name);
        }
        attempt.outcome.answer(context, isGranted);
    }

    /** Makes the session a user's. What it had begun in another namespace ends, or keeps it from changing over. */
    private static String enter(final CommandContext context, final User user) {
        final Session session = context.session();
        final Namespace namespace = user.namespace();
        final boolean isChangingOver = namespace != session.user().namespace();
        if (isChangingOver && session.isSubscribed()) {
            return SUBSCRIBED;
        }
        if ((isChangingOver || !session.isAuthenticated()) && !namespace.hasRoomFor(1)) {
            return namespace.refuse(Namespace.Limit.CONNECTIONS);
        }
        if (isChangingOver) {
            context.deliver(new Delivery(Delivery.Kind.MONITOR_ENDS, session, null));
            context.event().setWatch(session.takeWatch());
        }
        session.setUser(user, true);
        return null;
    }

    /**
     * Makes the rest of a transaction a user's, and then the session, should there still be such a user. A transaction
     * belongs to one namespace.
     */
    private String enterQueued(final CommandContext context, final User user) {
        if (user.namespace() != context.event().user().namespace() || !context.session().isAuthenticated()) {
            return OTHER_NAMESPACE;
        }
        context.event().setUser(user);
        QueuedPasswords.aftermath(context).onSession(answering -> {
            if (access.find(user.name()) == user) {
                answering.session().setUser(user, true);
            } else {
                answering.event().closeAfterReply();
            }
        });
        return null;
    }

    @Override
    public void close() {
        hashing.close();
    }
}
