package io.mltwin.access;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.PlatformConfig;
import io.mltwin.platform.Principals;
import io.mltwin.platform.background.BackgroundWork;
import io.mltwin.platform.clock.PlatformClock;
import io.mltwin.platform.http.TrustedHttp;
import io.mltwin.platform.reset.ResetGate;
import io.mltwin.platform.tracing.Tracing;
import io.mltwin.testkit.TestPlatform;
import io.mltwin.testkit.TestSettings;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;

/** keyvault-service's way to the others, as Quarkus would put it together. */
record AskingService(ServiceHttp http, Tokens tokens, AccessClient access, InMemorySpanExporter spans) {

    static AskingService in(TestPlatform platform) {
        PlatformConfig config = TestSettings.of("keyvault", platform.trust());
        Principals principals = Principals.read(config.trustDir());
        Addresses addresses = new Addresses(config, principals);
        ObjectMapper json = new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        InMemorySpanExporter spans = InMemorySpanExporter.create();
        ServiceHttp http = new ServiceHttp(
                new TrustedHttp(config, new BackgroundWork()),
                addresses,
                json,
                new ResetGate(),
                new Tracing(addresses, () -> SimpleSpanProcessor.create(spans)));
        Tokens tokens = new Tokens(http, addresses, principals, config, new PlatformClock());
        return new AskingService(http, tokens, new AccessClient(http, tokens), spans);
    }
}
