package io.mltwin.identity.oauth.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.encoding.Sha256;
import io.mltwin.identity.Refusal;
import io.mltwin.identity.directory.ClientApplication;
import io.mltwin.identity.directory.DirectoryCache;
import io.mltwin.identity.directory.DirectoryPrincipal;
import io.mltwin.identity.directory.EmptyCache;
import io.mltwin.identity.directory.PrincipalKind;
import io.mltwin.identity.directory.Tenant;
import io.mltwin.identity.oauth.clients.CachedClients;
import io.mltwin.identity.oauth.clients.ClientRecord;
import io.mltwin.identity.oauth.clients.ClientSecret;
import io.mltwin.identity.oauth.tokens.AccessTokenGrant.TokenVersion;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAuthenticationTest {

    private static final String APPLICATION = "3f6e1c52-0000-4000-8000-00000000000a";
    private static final Tenant TENANT = new Tenant("tenant", "Contoso", List.of());
    private static final Tenant OTHER = new Tenant("other", "Fabrikam", List.of());
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    private final DirectoryCache cache = EmptyCache.create();
    private final ClientAuthentication authentication = new ClientAuthentication(
            CachedClients.in(cache),
            CachedClients.applications(
                    new ClientApplication(APPLICATION, "object", TENANT.tenantId(), "app", false, false, List.of())),
            null,
            null,
            Clock.fixed(NOW, ZoneOffset.UTC));

    @ParameterizedTest
    @CsvSource({
        "'', 7000218",
        "client_secret=right, accepted",
        "client_secret=second, accepted",
        "client_secret=wrong, 7000215",
        "client_secret=old, 7000222",
        "client_secret=early, 7000222",
        "client_secret=right&client_assertion=a, 9002313",
        "client_assertion=a, 900144",
        "client_assertion=a&client_assertion_type=jwt, 700027",
    })
    void aConfidentialClientProvesItselfInOneWay(String proof, String outcome) {
        // Given
        ClientRecord client = client(true);

        // When
        String refusal = Refusal.aad(() -> authentication.prove(request(proof), client, TENANT));

        // Then
        assertThat(refusal).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "'', accepted",
        "client_secret=right, 700025",
        "client_assertion=a, 700025",
    })
    void aPublicClientProvesNothing(String proof, String outcome) {
        // Given
        keep(client(true));
        ClientApplication client = authentication.forUsers(APPLICATION, TENANT);

        // When
        String refusal = Refusal.aad(() -> authentication.proveForUsers(request(proof), client, TENANT, true));

        // Then
        assertThat(refusal).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({"true, tenant, accepted", "false, tenant, 7000112", "true, other, 700016"})
    void onlyAnEnabledApplicationOfTheTenantCounts(boolean enabled, String tenant, String outcome) {
        // Given
        keep(client(enabled));

        // When
        String forItself = Refusal.aad(() -> authentication.application(APPLICATION, tenant(tenant)));
        String forUsers = Refusal.aad(() -> authentication.forUsers(APPLICATION, tenant(tenant)));

        // Then
        assertThat(forItself).isEqualTo(outcome);
        assertThat(forUsers).isEqualTo(outcome);
    }

    @Test
    void anIdIsRepeatedInPartOnly() {
        assertThatThrownBy(() -> authentication.application("x".repeat(200), TENANT))
                .hasMessageContaining("'" + "x".repeat(128) + "'");
    }

    private static Tenant tenant(String id) {
        return id.equals("tenant") ? TENANT : OTHER;
    }

    private static TokenRequest request(String proof) {
        return TokenFixture.read(TokenVersion.V2, proof, null);
    }

    private void keep(ClientRecord client) {
        cache.get(ClientRecord.class, APPLICATION, () -> Optional.of(client));
    }

    private static ClientRecord client(boolean enabled) {
        return new ClientRecord(
                new DirectoryPrincipal(
                        "object", TENANT.tenantId(), PrincipalKind.APPLICATION, "app", APPLICATION, null),
                enabled,
                false,
                List.of(
                        secret("old", null, NOW),
                        secret("early", NOW.plusSeconds(1), null),
                        secret("right", NOW, NOW.plusSeconds(1)),
                        secret("second", null, null)),
                List.of(),
                List.of(),
                List.of(),
                null);
    }

    private static ClientSecret secret(String text, Instant start, Instant end) {
        return new ClientSecret(text, Sha256.hash(text), start, end);
    }
}
