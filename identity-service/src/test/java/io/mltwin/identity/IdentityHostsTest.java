package io.mltwin.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityHostsTest {

    private final IdentityHosts hosts = new IdentityHosts(TestAddresses.NAMES);

    @ParameterizedTest
    @CsvSource({
        "login.mltwin.localhost, /common/oauth2/token, /login/common/oauth2/token",
        "login.mltwin.localhost, /_mltwin/seed, /login/_mltwin/seed",
        "graph.mltwin.localhost, /v1.0/me, /graph/v1.0/me",
        "localhost, /t/oauth2/token, /login/t/oauth2/token",
        "identity-service, /t/oauth2/token, /login/t/oauth2/token",
        "identity.internal, /t/oauth2/token, /login/t/oauth2/token",
        "[::1], /v1.0/me, /graph/v1.0/me",
        "localhost, /_mltwin/seed, /_mltwin/seed",
        "localhost, /_internal/run-tokens, /_internal/run-tokens",
        "localhost, /q/health/ready, /q/health/ready",
        "localhost, /subscriptions/s/providers/x, /provider/subscriptions/s/providers/x",
        "localhost, /providers/Microsoft.Authorization/roleDefinitions, /provider/providers/Microsoft.Authorization/roleDefinitions",
        "management.mltwin.localhost, /subscriptions, ",
        "evil.example, /, ",
    })
    void mapsHostAndPath(String host, String path, String internal) {
        assertThat(hosts.internalPath(host, path)).isEqualTo(internal);
    }

    @Test
    void tellsClientsTheHostTheyUsedOnlyWhenItIsOurs() {
        assertThat(TestAddresses.NAMES.baseUrl("localhost:9999")).isEqualTo("https://localhost:9999");
        assertThat(TestAddresses.NAMES.baseUrl("login.mltwin.localhost")).isEqualTo("https://login.mltwin.localhost");
        assertThat(TestAddresses.NAMES.baseUrl("evil.example")).isEqualTo("https://login.mltwin.localhost:8441");
    }
}
