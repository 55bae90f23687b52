package org.ouzel.network;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.ouzel.engine.settings.Setting;
import org.ouzel.engine.settings.SettingException;
import org.ouzel.engine.settings.Settings;
import org.ouzel.engine.settings.SettingsTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What connections by TLS are made with: certificates, keys, protocols, from the settings; by BoringSSL where its
 * library loads, else by the JDK. A change of a setting builds all anew for the connections to come.
 *
 * <p>{@link #newHandler} is called by any IO loop, changes come from one thread at a time.
 */
final class TlsContext {
    private static final Logger LOG = LoggerFactory.getLogger(TlsContext.class);
    private static final Setting[] LIVE = {SettingsTable.TLS_CERT_FILE, SettingsTable.TLS_KEY_FILE,
        SettingsTable.TLS_KEY_FILE_PASS, SettingsTable.TLS_CA_CERT_FILE, SettingsTable.TLS_CA_CERT_DIR,
        SettingsTable.TLS_AUTH_CLIENTS, SettingsTable.TLS_PROTOCOLS, SettingsTable.TLS_CIPHERS,
        SettingsTable.TLS_CIPHERSUITES};

    private volatile SslContext current;
    private final Settings settings;

    /**
     * Reads the files that the settings name, now and whenever these change.
     *
     * @throws IOException when they don't make up a context; the message says why
     */
    TlsContext(final Settings settings) throws IOException {
        this.settings = settings;
        current = build(settings);
        for (final Setting setting : LIVE) {
            settings.onChange(setting, this::rebuild);
        }
        LOG.info("TLS by {}", provider(settings) == SslProvider.OPENSSL ? OpenSsl.versionString() : "the JDK");
    }

    /** Returns whether clients are logged in by their certificates. */
    boolean isNamingUsers() {
        return settings.getText(SettingsTable.TLS_AUTH_CLIENTS_USER).equals("cn");
    }

    /** Returns the handler of one connection. */
    SslHandler newHandler(final ByteBufAllocator allocator) {
        return current.newHandler(allocator);
    }

    private void rebuild(final Settings settings) throws SettingException {
        try {
            current = build(settings);
        } catch (final IOException e) {
            LOG.warn("TLS settings refused: {}", e.getMessage());
            throw new SettingException("Unable to update TLS configuration. Check server logs.");
        }
    }

    private static SslContext build(final Settings settings) throws IOException {
        final File certificate = file(settings, SettingsTable.TLS_CERT_FILE);
        final File key = file(settings, SettingsTable.TLS_KEY_FILE);
        if (certificate == null || key == null) {
            throw new IOException("tls-cert-file and tls-key-file are needed for TLS");
        }
        final String password = settings.getText(SettingsTable.TLS_KEY_FILE_PASS);
        final String clients = settings.getText(SettingsTable.TLS_AUTH_CLIENTS);
        final List<X509Certificate> authorities = authorities(settings);
        if (authorities.isEmpty() && !"no".equals(clients)) {
            throw new IOException("tls-ca-cert-file or tls-ca-cert-dir is needed unless tls-auth-clients is no");
        }
        try {
            final SslContextBuilder builder =
                SslContextBuilder.forServer(certificate, key, password.isEmpty() ? null : password)
                    .sslProvider(provider(settings))
                    .clientAuth("yes".equals(clients) ? ClientAuth.REQUIRE
                        : "optional".equals(clients) ? ClientAuth.OPTIONAL : ClientAuth.NONE)
                    .protocols(settings.getWords(SettingsTable.TLS_PROTOCOLS));
            if (!authorities.isEmpty()) {
                builder.trustManager(authorities);
            }
            final List<String> ciphers = ciphers(settings);
            if (!ciphers.isEmpty()) {
                builder.ciphers(ciphers);
            }
            final SslContext built = builder.build();
            if (provider(settings) == SslProvider.JDK) {
                // The JDK looks at names of ciphers and protocols no sooner.
                built.newEngine(ByteBufAllocator.DEFAULT);
            }
            return built;
        } catch (final IllegalArgumentException | GeneralSecurityException | IOException e) {
            throw new IOException("TLS can't be set up: " + e.getMessage(), e);
        }
    }

    /** BoringSSL speaks TLS 1.3 with ciphers of its own choice: who wants others gets the JDK's TLS. */
    private static SslProvider provider(final Settings settings) {
        return OpenSsl.isAvailable() && (names(settings, SettingsTable.TLS_CIPHERSUITES).isEmpty()
            || !OpenSsl.versionString().contains("BoringSSL")) ? SslProvider.OPENSSL : SslProvider.JDK;
    }

    /** Returns the names of the ciphers to be used, as the provider knows them; none for those of its choice. */
    private static List<String> ciphers(final Settings settings) throws GeneralSecurityException {
        final List<String> older = names(settings, SettingsTable.TLS_CIPHERS);
        final List<String> newer = names(settings, SettingsTable.TLS_CIPHERSUITES);
        if (provider(settings) == SslProvider.JDK && !(older.isEmpty() && newer.isEmpty())) {
            return TlsCiphers.forJdk(older, newer);
        }
        final List<String> all = new ArrayList<>(older);
        all.addAll(newer);
        return all;
    }

    private static List<String> names(final Settings settings, final Setting setting) {
        final String text = settings.getText(setting);
        return text.isEmpty() ? List.of() : List.of(text.split(":"));
    }

    private static File file(final Settings settings, final Setting setting) {
        final String name = settings.getText(setting);
        return name.isEmpty() ? null : Path.of(settings.getText(SettingsTable.DIR)).resolve(name).toFile();
    }

    /** Returns the certificates of the authorities that clients' certificates may come from. */
    private static List<X509Certificate> authorities(final Settings settings) throws IOException {
        final List<X509Certificate> found = new ArrayList<>();
        final File single = file(settings, SettingsTable.TLS_CA_CERT_FILE);
        if (single != null) {
            read(single, found);
        }
        final File directory = file(settings, SettingsTable.TLS_CA_CERT_DIR);
        if (directory != null) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory.toPath(), Files::isRegularFile)) {
                for (final Path each : files) {
                    read(each.toFile(), found);
                }
            }
        }
        return found;
    }

    private static void read(final File file, final List<X509Certificate> found) throws IOException {
        try (InputStream input = new FileInputStream(file)) {
            CertificateFactory.getInstance("X.509").generateCertificates(input)
                .forEach(certificate -> found.add((X509Certificate) certificate));
        } catch (final GeneralSecurityException e) {
            throw new IOException("no certificates in " + file + ": " + e.getMessage(), e);
        }
    }
}
