package io.mltwin.access;

import io.mltwin.platform.Addresses;
import io.mltwin.platform.ServiceName;
import io.mltwin.platform.http.TrustedHttp;
import io.mltwin.platform.tracing.TraceContexts;
import io.mltwin.platform.tracing.Tracing.SpanDestination;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;

/**
 * Sends spans to telemetry-service: OTLP, protobuf over HTTPS, with a service token. The sending
 * leaves no spans of its own.
 */
@Singleton
record TelemetrySpans(TrustedHttp http, Addresses addresses, Tokens tokens) implements SpanDestination {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @Override
    public SpanExporter open() {
        try {
            X509TrustManager trust = http.trustManager();
            SSLContext tls = http.sslContext();
            return OtlpHttpSpanExporter.builder()
                    .setEndpoint(addresses.address(ServiceName.TELEMETRY) + "/v1/traces")
                    .setSslContext(tls, trust)
                    .setHeaders(this::headers)
                    .setTimeout(TIMEOUT)
                    .setConnectTimeout(TIMEOUT)
                    .build();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("The platform's CA certificate cannot be read", e);
        }
    }

    private Map<String, String> headers() {
        Context untraced = TraceContexts.notRecorded();
        String token = untraced.wrapSupplier(() -> tokens.forService(ServiceName.TELEMETRY))
                .get();
        return Map.of("Authorization", "Bearer " + token, TraceContexts.HEADER, TraceContexts.format(untraced));
    }
}
