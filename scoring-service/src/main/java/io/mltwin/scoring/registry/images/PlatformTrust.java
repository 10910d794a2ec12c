package io.mltwin.scoring.registry.images;

import io.mltwin.platform.http.TrustedHttp;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;

/**
 * Makes the platform's CA the only one that the JVM's default TLS trusts: Jib takes its trust from
 * there alone.
 */
@Singleton
class PlatformTrust {

    private final TrustedHttp http;
    private boolean installed;

    PlatformTrust(TrustedHttp http) {
        this.http = http;
    }

    synchronized void install() {
        if (installed) {
            return;
        }
        try {
            SSLContext.setDefault(http.sslContext());
            installed = true;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the platform's CA certificate", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The platform's CA certificate cannot be trusted", e);
        }
    }
}
