package io.mltwin.workspace.storage.wire;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.OpenSSLEngineOptions;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * TLS by BoringSSL where its library loads: with the JDK's engine each record of a large blob costs
 * a buffer of the size of all that waits to be sent, and the collector half of the time.
 */
@Singleton
class NativeTls implements HttpServerOptionsCustomizer {

    private static final Logger LOG = Logger.getLogger(NativeTls.class);

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        if (OpenSSLEngineOptions.isAvailable()) {
            options.setSslEngineOptions(new OpenSSLEngineOptions());
        } else {
            LOG.warn("TLS by the JDK: BoringSSL does not load here, large blobs are slower");
        }
    }
}
