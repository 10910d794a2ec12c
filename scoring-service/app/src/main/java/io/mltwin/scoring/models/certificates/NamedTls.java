package io.mltwin.scoring.models.certificates;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import jakarta.inject.Singleton;
import java.util.Arrays;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509ExtendedKeyManager;

/** Has the port of this service answer at customers' names with their certificates. */
@Singleton
class NamedTls implements HttpServerOptionsCustomizer {

    private final CustomerHosts certificates;
    private final Vertx vertx;

    NamedTls(CustomerHosts certificates, Vertx vertx) {
        this.certificates = certificates;
        this.vertx = vertx;
    }

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
}
