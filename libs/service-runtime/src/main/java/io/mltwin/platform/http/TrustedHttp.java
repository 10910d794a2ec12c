package io.mltwin.platform.http;

import io.mltwin.platform.PlatformConfig;
import io.mltwin.platform.background.BackgroundWork;
import io.mltwin.platform.background.ThreadedClient;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Makes the HTTP client between services: HTTP/1.1 over TLS, trusting the platform's CA alone. */
@Singleton
public class TrustedHttp {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

    private static final String SELECTOR = "HttpClient-\\d+-SelectorManager";

    private final PlatformConfig config;
    private final ThreadedClient<HttpClient> client;

    public TrustedHttp(PlatformConfig config, BackgroundWork background) {
        this.config = config;
        this.client = background.client(SELECTOR, this::make, ended -> {});
    }

    /**
     * Returns the client, made at first use. Callers do not keep it: when its thread has ended, the
     * next call returns a new one.
     */
    public HttpClient client() {
        return client.get();
    }

    private HttpClient make() {
        try {
            return HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT_TIMEOUT)
                    .sslContext(sslContext())
                    .build();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(
                    "Cannot read the CA certificate " + config.trustDir().resolve("ca.pem"), e);
        }
    }

    /** Returns a TLS context that trusts the platform's CA alone. */
    public SSLContext sslContext() throws GeneralSecurityException, IOException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust().getTrustManagers(), null);
        return context;
    }

    /** Returns the trust manager of {@link #sslContext()}. */
    public X509TrustManager trustManager() throws GeneralSecurityException, IOException {
        for (TrustManager manager : trust().getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                return x509;
            }
        }
        throw new GeneralSecurityException("the JDK has no trust manager for certificates");
    }

    private TrustManagerFactory trust() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream pem = Files.newInputStream(config.trustDir().resolve("ca.pem"))) {
            int n = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("ca" + n++, certificate);
            }
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        return trust;
    }
}
