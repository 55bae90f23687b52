package org.ouzel.auth.password;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.bouncycastle.crypto.digests.KeccakDigest;

/**
 * Passwords as they are kept, each a text without blanks that says by itself how it was made:
 *
 * <pre>
 * 64 lower-case hexadecimal digits            SHA-256, as Redis keeps them
 * $keccak256$ and 64 such digits              Keccak-256 with the original padding, as RustyKV keeps them
 * $argon2id$v=19$m=KiB,t=rounds,p=lanes$…$…   Argon2id with its parameters, salt and hash, see {@link Argon2Hash}
 * </pre>
 *
 * <p>All comparisons take a time that doesn't tell where the first difference is.
 */
public final class PasswordHash {
    private static final String KECCAK_PREFIX = "$keccak256$";
    private static final int HEX_LENGTH = 64;
    private static final int KECCAK_BITS = 256;

    private PasswordHash() {
    }

    /** @param password one byte a character (ISO-8859-1) */
    public static String sha256(final String password) {
        return sha256(password.getBytes(StandardCharsets.ISO_8859_1));
    }

    public static String sha256(final byte[] password) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(password));
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    public static String keccak256(final byte[] password) {
        final KeccakDigest digest = new KeccakDigest(KECCAK_BITS);
        digest.update(password, 0, password.length);
        final byte[] hash = new byte[digest.getDigestSize()];
        digest.doFinal(hash, 0);
        return HexFormat.of().formatHex(hash);
    }

    /** Returns the text for what a RustyKV database holds: the bare digits of Keccak-256. Others stay as they are. */
    public static String ofRustyKv(final String stored) {
        return isHex(stored) ? KECCAK_PREFIX + stored : stored;
    }

    /** Returns a new hash of a password of the slow kind. */
    public static String slow(final byte[] password) {
        return Argon2Hash.of(password);
    }

    /** Takes as long as checking a slow hash does. */
    public static void spendTime(final byte[] password) {
        Argon2Hash.spendTime(password);
    }

    /** Tells whether a text is a hash of one of the three kinds. */
    public static boolean isWellFormed(final String hash) {
        return isHex(hash) || hash.startsWith(KECCAK_PREFIX) && isHex(hash.substring(KECCAK_PREFIX.length()))
            || Argon2Hash.isWellFormed(hash);
    }

    /** Tells whether a hash takes as long to check as a guesser deserves, so that it isn't to be done on an IO loop. */
    public static boolean isSlow(final String hash) {
        return Argon2Hash.isArgon2(hash);
    }

    /** Tells whether a password is the one that a hash was made of. */
    public static boolean matches(final String hash, final byte[] password) {
        if (Argon2Hash.isArgon2(hash)) {
            return Argon2Hash.matches(hash, password);
        }
        return hash.startsWith(KECCAK_PREFIX) ? isEqual(hash.substring(KECCAK_PREFIX.length()), keccak256(password))
            : isEqual(hash, sha256(password));
    }

    private static boolean isHex(final String text) {
        return text.length() == HEX_LENGTH
            && text.chars().allMatch(each -> each >= '0' && each <= '9' || each >= 'a' && each <= 'f');
    }

    private static boolean isEqual(final String one, final String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.US_ASCII),
            other.getBytes(StandardCharsets.US_ASCII));
    }
}
