package io.mltwin.scoring.models.certificates;

import io.mltwin.encoding.AsciiCase;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import jakarta.inject.Singleton;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509ExtendedKeyManager;

/** Has the port of this service answer at customers' names with their certificates. */
@Singleton
record NamedTls(CustomerHosts certificates, Vertx vertx) implements HttpServerOptionsCustomizer {

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        options.setKeyCertOptions(
                KeyCertOptions.wrap(new NamedKeys(certificates, platform(options.getKeyCertOptions()))));
    }

    private X509ExtendedKeyManager platform(KeyCertOptions own) {
        KeyManager[] managers;
        try {
            managers = own.getKeyManagerFactory(vertx).getKeyManagers();
        } catch (Exception e) {
            throw new IllegalStateException("The platform's own certificate cannot be read", e);
        }
        return Arrays.stream(managers)
                .filter(X509ExtendedKeyManager.class::isInstance)
                .map(X509ExtendedKeyManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no certificate of the platform's"));
    }

    /**
     * Chooses the certificate of a connection by the name that the client asks for (SNI): a customer's
     * own for its name, the platform's for every other. Asked once a handshake, so a certificate that
     * was changed counts for the next one.
     */
    static final class NamedKeys extends X509ExtendedKeyManager {

        private final CustomerHosts certificates;
        private final X509ExtendedKeyManager platform;

        NamedKeys(CustomerHosts certificates, X509ExtendedKeyManager platform) {
            this.certificates = certificates;
            this.platform = platform;
        }

        @Override
        public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
            ServiceCertificate certificate = certificate(engine.getHandshakeSession());
            if (certificate == null) {
                return platform.chooseEngineServerAlias(keyType, issuers, engine);
            }
            // none for another type of key: the handshake asks for the next type
            return certificate.key().getAlgorithm().equals(keyType) ? certificate.host() : null;
        }

        private ServiceCertificate certificate(SSLSession session) {
            if (session instanceof ExtendedSSLSession extended) {
                for (SNIServerName name : extended.getRequestedServerNames()) {
                    if (name instanceof SNIHostName host) {
                        return certificates.certificate(AsciiCase.lower(host.getAsciiName()));
                    }
                }
            }
            return null;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            ServiceCertificate certificate = certificates.certificate(alias);
            return certificate == null
                    ? platform.getCertificateChain(alias)
                    : certificate.chain().toArray(X509Certificate[]::new);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            ServiceCertificate certificate = certificates.certificate(alias);
            return certificate == null ? platform.getPrivateKey(alias) : certificate.key();
        }

        @Override
        public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
            return platform.chooseServerAlias(keyType, issuers, socket);
        }

        @Override
        public String[] getServerAliases(String keyType, Principal[] issuers) {
            return platform.getServerAliases(keyType, issuers);
        }

        @Override
        public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
            return null;
        }

        @Override
        public String[] getClientAliases(String keyType, Principal[] issuers) {
            return new String[0];
        }
    }
}
