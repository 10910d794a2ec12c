package io.mltwin.managedidentities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.access.ServiceHttp;
import io.mltwin.access.Tokens;
import io.mltwin.armweb.AzureException;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.PlatformConfig;
import io.mltwin.platform.Principals;
import io.mltwin.platform.background.BackgroundWork;
import io.mltwin.platform.clock.PlatformClock;
import io.mltwin.platform.http.TrustedHttp;
import io.mltwin.platform.reset.ResetGate;
import io.mltwin.platform.tracing.Tracing;
import io.mltwin.testkit.TestIssuer;
import io.mltwin.testkit.TestPlatform;
import io.mltwin.testkit.TestSettings;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Speaking for the identity of a resource that this service hosts. */
class ManagedIdentitiesTest {

    private static final String RESOURCE = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv1";

    private static TestPlatform platform;
    private static ServiceHttp http;
    private static Tokens tokens;

    @BeforeAll
    static void start() {
        platform = TestPlatform.around("keyvault");
        var trust = platform.trust();
        PlatformConfig config = TestSettings.of("keyvault", trust);
        Principals principals = Principals.read(config.trustDir());
        Addresses addresses = new Addresses(config, principals);
        http = new ServiceHttp(
                new TrustedHttp(config, new BackgroundWork()),
                addresses,
                new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES),
                new ResetGate(),
                new Tracing(addresses, SpanProcessor::composite));
        tokens = new Tokens(http, addresses, principals, config, new PlatformClock());
    }

    @AfterAll
    static void stop() throws IOException {
        platform.close();
    }

    private static String claims(String token) {
        return new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
    }

    @Test
    void theHostSpeaksForAManagedIdentityAndNobodyElse() {
        // Given
        var identities = new ManagedIdentities(http, tokens, new SecureRandom());
        KeyPair keys = identities.newKeyPair();
        var registered = identities.register(RESOURCE, "kv1", TestIssuer.TENANT, keys);
        // When
        var token =
                tokens.as(registered.clientId(), registered.tenantId(), keys.getPrivate(), "https://storage.azure.com");
        tokens.forget(registered.clientId());
        AzureException refused = catchThrowableOfType(
                AzureException.class,
                () -> tokens.as(
                        registered.clientId(),
                        registered.tenantId(),
                        TestIssuer.newKeys().getPrivate(),
                        "https://storage.azure.com"));
        // Then
        assertThat(claims(token.value()))
                .contains("\"oid\":\"" + registered.objectId() + "\"", "\"xms_mirid\":\"" + RESOURCE + "\"");
        assertThat(token.toString()).doesNotContain(token.value());
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.code()).isEqualTo("ServiceTokenUnavailable");
    }
}
