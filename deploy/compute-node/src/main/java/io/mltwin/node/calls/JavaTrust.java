package io.mltwin.node.calls;

import io.mltwin.node.job.RunFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;

/** The authorities of {@code SSL_CERT_FILE} in the form that Java's own TLS reads. */
public final class JavaTrust {

    /** Certificates in it are read without a password, unlike those in PKCS12. */
    private static final String TYPE = "JKS";

    /** Only protects against accidents: nothing in the file is secret. */
    private static final char[] PASSWORD = "changeit".toCharArray();

    private JavaTrust() {}

    /** A store that trusts the authorities of a file in PEM form. */
    static KeyStore read(Path authorities) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(TYPE);
        store.load(null, null);
        try (InputStream in = Files.newInputStream(authorities)) {
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("authority" + store.size(), certificate);
            }
        }
        return store;
    }

    /**
     * Writes the authorities for a script; nothing in the file is secret, so it has no password.
     */
    public static void write(Path authorities, RunFolder folder) throws IOException {
        try (OutputStream out = Files.newOutputStream(file(folder))) {
            read(authorities).store(out, PASSWORD);
        } catch (GeneralSecurityException e) {
            throw new IOException("the authorities cannot be written for Java", e);
        }
    }

    /** Options with which {@code java} trusts the authorities. */
    public static List<String> options(RunFolder folder) {
        return List.of("-Djavax.net.ssl.trustStore=" + file(folder), "-Djavax.net.ssl.trustStoreType=" + TYPE);
    }

    /** Lies in the run's folder, as {@link RunFolder#authorities} do. */
    public static Path file(RunFolder folder) {
        return folder.path().resolve(".authorities.jks");
    }
}
