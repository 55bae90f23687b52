package org.ouzel.auth.acl;

/** A rule that can't be taken, with Redis's reason. */
public final class RuleException extends Exception {
    static final String UNKNOWN_NAME = "Unknown command or category name in ACL";
    static final String SYNTAX = "Syntax error";
    static final String PATTERN_AFTER_ALL_KEYS = "Adding a pattern after the * pattern (or the 'allkeys' flag) is not"
        + " valid and does not have any effect. Try 'resetkeys' to start with an empty list of patterns";
    static final String PATTERN_AFTER_ALL_CHANNELS = "Adding a pattern after the * pattern (or the 'allchannels' flag)"
        + " is not valid and does not have any effect. Try 'resetchannels' to start with an empty list of channels";
    static final String NO_SUCH_PASSWORD = "The password you are trying to remove from the user does not exist";
    static final String BAD_HASH =
        "The password hash must be exactly 64 characters and contain only lowercase hexadecimal characters";
    static final String FIRST_WORD_OF_SUBCOMMAND = "Allowing first-arg of a subcommand is not supported";

    private static final long serialVersionUID = 1L;

    RuleException(final String reason) {
        super(reason);
    }

    /** Wraps a reason as ACL SETUSER tells it: with the rule, unless that is a password. */
    static RuleException ofModifier(final String rule, final RuleException reason) {
        return new RuleException("Error in ACL SETUSER modifier '" + shown(rule) + "': " + reason.getMessage());
    }

    /** A password given in clear is shown to nobody: error texts go to logs of clients. */
    private static String shown(final String rule) {
        return rule.startsWith(">") || rule.startsWith("<") ? rule.charAt(0) + "(redacted)" : rule;
    }
}
