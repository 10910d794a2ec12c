package io.mltwin.scoring.images;

import io.mltwin.platform.PlatformConfig;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;

/**
 * Makes the platform's CA the only one that the JVM's default TLS trusts: Jib takes its trust from
 * nowhere else.
 */
@Singleton
class PlatformTrust {

    private static final String PUBLIC_PASSWORD = "changeit";

    private final PlatformConfig config;
    private boolean installed;

    PlatformTrust(PlatformConfig config) {
        this.config = config;
    }

    synchronized void install() {
        if (installed) {
            return;
        }
        Path file = config.dataDir().resolve("trust.p12");
        try (InputStream pem = Files.newInputStream(config.trustDir().resolve("ca.pem"));
                OutputStream out = Files.newOutputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("ca" + number++, certificate);
            }
            store.store(out, PUBLIC_PASSWORD.toCharArray());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the trust store " + file, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot make a trust store of the platform's CA", e);
        }
        System.setProperty("javax.net.ssl.trustStore", file.toString());
        System.setProperty("javax.net.ssl.trustStoreType", "PKCS12");
        System.setProperty("javax.net.ssl.trustStorePassword", PUBLIC_PASSWORD);
        installed = true;
    }
}
