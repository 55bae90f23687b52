package org.ouzel.auth.password;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Passwords that were found right a while ago, so that clients that reconnect don't pay for a slow hash each time.
 * Only their HMAC under a key that this process has drawn by lot is kept, and with which hash it agreed: a password
 * that was taken away is forgotten thereby. Callable from any thread.
 */
public final class RememberedCredentials {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private static final int MAX_USER_COUNT = 10_000;
    private static final int MAX_PASSWORD_COUNT = 8;

    private final SecretKeySpec key;
    private final Map<String, Deque<Credential>> byUser = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(final Map.Entry<String, Deque<Credential>> eldest) {
            return size() > MAX_USER_COUNT;
        }
    };

    /** One password of a user. */
    private record Credential(byte[] mac, String hash) {
    }

    public RememberedCredentials() {
        final byte[] bytes = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        key = new SecretKeySpec(bytes, ALGORITHM);
    }

    /** Tells whether a password agreed before with one of the hashes that the user has now. */
    public boolean isKnown(final String user, final byte[] password, final Collection<String> hashes) {
        final byte[] mac = mac(user, password);
        boolean isFound = false;
        synchronized (byUser) {
            for (final Credential each : byUser.getOrDefault(user, new ArrayDeque<>())) {
                isFound |= MessageDigest.isEqual(each.mac, mac) && hashes.contains(each.hash);
            }
        }
        return isFound;
    }

    /** Notes that a password agrees with a hash of the user's. */
    public void remember(final String user, final byte[] password, final String hash) {
        final Credential credential = new Credential(mac(user, password), hash);
        synchronized (byUser) {
            final Deque<Credential> known = byUser.computeIfAbsent(user, ignored -> new ArrayDeque<>());
            known.removeIf(each -> MessageDigest.isEqual(each.mac, credential.mac));
            known.addFirst(credential);
            if (known.size() > MAX_PASSWORD_COUNT) {
                known.removeLast();
            }
        }
    }

    private byte[] mac(final String user, final byte[] password) {
        try {
            final Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(user.getBytes(StandardCharsets.ISO_8859_1));
            // No name holds a zero byte, so that name and password can't be cut elsewhere.
            mac.update((byte) 0);
            return mac.doFinal(password);
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
