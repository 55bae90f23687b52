package org.ouzel.engine.ring;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;

/**
 * Logs internal failures: each distinct cause once with its stack, later ones of the same cause only at debug level,
 * so that a failing command can't fill the disk. Callable from any thread; never on a path without a failure.
 */
public final class FailureLog {
    private static final int MAX_CAUSE_COUNT = 1000;

    private final Set<String> knownCauses = ConcurrentHashMap.newKeySet();
    private final Logger logger;

    public FailureLog(final Logger logger) {
        this.logger = logger;
    }

    /**
     * Logs a failure.
     *
     * @param what  what failed, without anything that differs from case to case
     * @param cause why
     */
    public void log(final String what, final Throwable cause) {
        final StackTraceElement[] stack = cause.getStackTrace();
        final String key = what + ' ' + cause.getClass().getName() + ' ' + (stack.length == 0 ? "" : stack[0]);
        if (knownCauses.size() < MAX_CAUSE_COUNT && knownCauses.add(key)) {
            logger.error("{} (further ones of this cause are logged at debug level)", what, cause);
        } else {
            logger.debug(what, cause);
        }
    }
}
