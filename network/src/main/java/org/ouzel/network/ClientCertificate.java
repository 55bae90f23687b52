package org.ouzel.network;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** What the certificate that a client has shown says about who it is. */
final class ClientCertificate {
    private ClientCertificate() {
    }

    /**
     * Returns the common name of the subject, one byte a character as names of users are held (UTF-8 in ISO-8859-1);
     * null if the client has shown no certificate, or one without such a name or with several.
     */
    static String commonName(final SSLSession session) {
        try {
            final X509Certificate certificate = (X509Certificate) session.getPeerCertificates()[0];
            String found = null;
            for (final Rdn each : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
                final Attribute attribute = each.toAttributes().get("CN");
                if (attribute != null) {
                    if (found != null || !(attribute.get() instanceof String) || attribute.size() > 1) {
                        return null;
                    }
                    found = (String) attribute.get();
                }
            }
            return found == null ? null
                : new String(found.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        } catch (final SSLPeerUnverifiedException | NamingException e) {
            // No certificate, or nothing that a name can be read from: the client has to log in like any other.
            return null;
        }
    }
}
