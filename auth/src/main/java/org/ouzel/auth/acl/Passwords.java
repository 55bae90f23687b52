package org.ouzel.auth.acl;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Passwords as Redis keeps them: SHA-256 in 64 lower-case hexadecimal digits. */
final class Passwords {
    private static final int HASH_LENGTH = 64;

    private Passwords() {
    }

    /** @param password one byte a character (ISO-8859-1) */
    static String sha256(final String password) {
        return sha256(password.getBytes(StandardCharsets.ISO_8859_1));
    }

    static String sha256(final byte[] password) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(password));
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static String requireHash(final String hash) throws RuleException {
        final boolean isHash = hash.length() == HASH_LENGTH
            && hash.chars().allMatch(each -> each >= '0' && each <= '9' || each >= 'a' && each <= 'f');
        if (!isHash) {
            throw new RuleException(RuleException.BAD_HASH);
        }
        return hash;
    }

    /** Compares in a time that doesn't tell where the first difference is. */
    static boolean isEqual(final byte[] one, final byte[] other) {
        return MessageDigest.isEqual(one, other);
    }
}
