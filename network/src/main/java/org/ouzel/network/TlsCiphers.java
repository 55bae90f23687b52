package org.ouzel.network;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/** The ciphers of the settings, which have OpenSSL's names up to TLS 1.2, under the names that the JDK knows. */
final class TlsCiphers {
    /** What stands between exchange and cipher in the JDK's names up to TLS 1.2, and in none of TLS 1.3. */
    private static final String WITH = "_WITH_";
    private static final Pattern AES =
        Pattern.compile("(?:(ECDHE|DHE)-(RSA|ECDSA|DSS)-)?AES(128|256)(-GCM)?-(SHA\\d*)");
    private static final Pattern CHACHA = Pattern.compile("(ECDHE|DHE)-(RSA|ECDSA)-CHACHA20-POLY1305");

    private TlsCiphers() {
    }

    /**
     * Returns the JDK's names of ciphers; where none are given, of its own choice.
     *
     * @param older those of TLS 1.2 and before, by OpenSSL's names or the JDK's
     * @param newer those of TLS 1.3
     */
    static List<String> forJdk(final List<String> older, final List<String> newer) throws GeneralSecurityException {
        final List<String> chosen = Arrays.asList(SSLContext.getDefault().getDefaultSSLParameters().getCipherSuites());
        final List<String> names = new ArrayList<>();
        names.addAll(newer.isEmpty() ? chosen.stream().filter(name -> !name.contains(WITH)).toList() : newer);
        names.addAll(older.isEmpty() ? chosen.stream().filter(name -> name.contains(WITH)).toList()
            : older.stream().map(TlsCiphers::jdkName).toList());
        return names;
    }

    /** Returns the JDK's name of a cipher; one that isn't known stays as it is. */
    static String jdkName(final String name) {
        final Matcher aes = AES.matcher(name);
        if (aes.matches()) {
            final String exchange = aes.group(1) == null ? "RSA" : aes.group(1) + "_" + aes.group(2);
            return "TLS_" + exchange + WITH + "AES_" + aes.group(3) + (aes.group(4) == null ? "_CBC_" : "_GCM_")
                + aes.group(5);
        }
        final Matcher chacha = CHACHA.matcher(name);
        return chacha.matches() ? "TLS_" + chacha.group(1) + "_" + chacha.group(2) + WITH + "CHACHA20_POLY1305_SHA256"
            : name;
    }
}
