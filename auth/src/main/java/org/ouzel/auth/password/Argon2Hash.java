package org.ouzel.auth.password;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id with a salt of its own for each password: {@code $argon2id$v=19$m=7168,t=5,p=1$salt$hash}, salt and hash in
 * Base64 without padding (the PHC string format).
 *
 * <p>New hashes take 7 MiB and 5 rounds, one of OWASP's equivalent choices: the one with the least memory, since each
 * check leaves that much behind for the garbage collector.
 */
final class Argon2Hash {
    private static final String PREFIX = "$argon2id$";
    private static final int MEMORY_KIB = 7 * 1024;
    private static final int ROUND_COUNT = 5;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int MAX_MEMORY_KIB = 256 * 1024;
    private static final int MAX_ROUND_COUNT = 64;
    private static final int MAX_LANE_COUNT = 16;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern FORM = Pattern.compile(
        "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})"
            + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");
    /** What a password is checked against where there is no user: nobody's. */
    private static final String NOBODYS = of(new byte[] {0});

    private Argon2Hash() {
    }

    static boolean isArgon2(final String hash) {
        return hash.startsWith(PREFIX);
    }

    /** Tells whether a hash can be read, and doesn't ask for more than a server should spend on it. */
    static boolean isWellFormed(final String hash) {
        final Matcher parts = FORM.matcher(hash);
        return parts.matches() && isWithin(parts.group(1), 8, MAX_MEMORY_KIB)
            && isWithin(parts.group(2), 1, MAX_ROUND_COUNT) && isWithin(parts.group(3), 1, MAX_LANE_COUNT);
    }

    /** Returns a new hash of a password. */
    static String of(final byte[] password) {
        final byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        final Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        final byte[] hash = hash(password, salt, MEMORY_KIB, ROUND_COUNT, 1, HASH_BYTES);
        return PREFIX + "v=19$m=" + MEMORY_KIB + ",t=" + ROUND_COUNT + ",p=1$" + base64.encodeToString(salt) + "$"
            + base64.encodeToString(hash);
    }

    static boolean matches(final String hash, final byte[] password) {
        final Matcher parts = FORM.matcher(hash);
        if (!isWellFormed(hash) || !parts.matches()) {
            return false;
        }
        final byte[] expected = Base64.getDecoder().decode(parts.group(5));
        final byte[] found = hash(password, Base64.getDecoder().decode(parts.group(4)),
            Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3)),
            expected.length);
        return MessageDigest.isEqual(expected, found);
    }

    /** Takes as long as checking a password does. */
    static void spendTime(final byte[] password) {
        matches(NOBODYS, password);
    }

    private static byte[] hash(final byte[] password, final byte[] salt, final int memoryKib, final int roundCount,
        final int laneCount, final int length) {
        final Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13).withSalt(salt).withMemoryAsKB(memoryKib)
            .withIterations(roundCount).withParallelism(laneCount).build());
        final byte[] hash = new byte[length];
        generator.generateBytes(password, hash);
        return hash;
    }

    private static boolean isWithin(final String digits, final int least, final int most) {
        final int number = Integer.parseInt(digits);
        return number >= least && number <= most;
    }
}
