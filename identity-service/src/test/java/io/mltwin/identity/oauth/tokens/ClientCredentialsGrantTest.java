package io.mltwin.identity.oauth.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.identity.EventLoop;
import io.mltwin.identity.TestAddresses;
import io.mltwin.identity.directory.DirectoryCache;
import io.mltwin.identity.directory.DirectoryPrincipal;
import io.mltwin.identity.directory.EmptyCache;
import io.mltwin.identity.directory.PrincipalKind;
import io.mltwin.identity.directory.Tenant;
import io.mltwin.identity.oauth.clients.CachedClients;
import io.mltwin.identity.oauth.clients.ClientRecord;
import io.mltwin.identity.oauth.clients.ClientSecret;
import io.mltwin.identity.oauth.clients.Clients;
import io.mltwin.identity.oauth.signingkeys.OpenedKeys;
import io.mltwin.identity.oauth.signingkeys.SigningKeyService;
import io.mltwin.identity.oauth.tokens.AccessTokenGrant.TokenVersion;
import io.mltwin.platform.http.EventLoopOrWorker.WorkerNeededException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * On the event loop a token is issued from what the cache keeps, and from nothing else. What would
 * have to be read here is null: reading it fails.
 */
class ClientCredentialsGrantTest {

    private static final String APPLICATION = "3f6e1c52-0000-4000-8000-00000000000a";
    private static final String TENANT = "10000000-0000-4000-8000-000000000001";
    private static final String ARM = "scope=https://management.azure.com/.default";
    private static final String SECRET = "client_secret=right";

    private final DirectoryCache cache = EmptyCache.create();
    private final ClientCredentialsGrant grant = grant(new OpenedKeys());

    private ClientCredentialsGrant grant(SigningKeyService keys) {
        Clients clients = CachedClients.in(cache);
        return new ClientCredentialsGrant(
                new Tenants(EmptyCache.directory(cache)),
                new ClientAuthentication(clients, null, null, null, Clock.systemUTC()),
                new AudienceTable(TestAddresses.DEFAULT, clients, TestAddresses.PRINCIPALS),
                new ApplicationPermissions(TestAddresses.DEFAULT),
                new TokenIssue(
                        new AccessTokenClaims(TestAddresses.ISSUERS, TestAddresses.DEFAULT, new SecureRandom()),
                        keys,
                        Clock.systemUTC()));
    }

    @Test
    void theEventLoopIssuesWhatTheCacheSufficesFor() throws Exception {
        // Given
        keepTenant(TENANT);
        keepClient(true);

        // When
        IssuedToken token = onEventLoop(grant, SECRET, ARM);

        // Then
        assertThat(token.accessToken()).contains("appid=" + APPLICATION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "tenant", "client"})
    void whatIsNotKeptNeedsAWorker(String kept) throws Exception {
        // Given
        if (kept.equals("tenant")) {
            keepTenant(TENANT);
        }
        if (kept.equals("client")) {
            keepClient(true);
        }

        // Then
        assertNeedsWorker(grant, SECRET, ARM);
    }

    @Test
    void invalidatedClientNeedsAWorker() throws Exception {
        // Given
        keepTenant(TENANT);
        keepClient(true);
        cache.invalidate();

        // Then
        assertNeedsWorker(grant, SECRET, ARM);
    }

    @Test
    void aKeyThatWasNotReadNeedsAWorker() throws Exception {
        // Given
        keepTenant(TENANT);
        keepClient(true);

        // Then
        assertNeedsWorker(grant(OpenedKeys.unread()), SECRET, ARM);
    }

    @ParameterizedTest
    @CsvSource({
        "client_assertion=a.b.c, https://management.azure.com/.default",
        "client_secret=right, https://contoso.example/api/.default",
    })
    void aProofOrAResourceToBeLookedUpNeedsAWorker(String proof, String scope) throws Exception {
        // Given
        keepTenant(TENANT);
        keepClient(true);

        // Then
        assertNeedsWorker(grant, proof, "scope=" + scope);
    }

    @ParameterizedTest
    @CsvSource({
        "another, true, right, 400, unauthorized_client, 700016",
        "10000000-0000-4000-8000-000000000001, false, right, 400, unauthorized_client, 7000112",
        "10000000-0000-4000-8000-000000000001, true, wrong, 401, invalid_client, 7000215",
    })
    void theEventLoopRefusesAsAWorkerDoes(
            String tenant, boolean enabled, String secret, int status, String error, String code) throws Exception {
        // Given
        keepTenant(tenant);
        keepClient(enabled);

        // Then
        TokenFixture.assertRefused(() -> onEventLoop(grant, "client_secret=" + secret, ARM), status, error, code);
    }

    private static void assertNeedsWorker(ClientCredentialsGrant grant, String proof, String scope) {
        assertThatThrownBy(() -> onEventLoop(grant, proof, scope)).isInstanceOf(WorkerNeededException.class);
    }

    private static IssuedToken onEventLoop(ClientCredentialsGrant grant, String proof, String scope) {
        TokenRequest request = TokenFixture.request(
                TokenVersion.V2, "grant_type=client_credentials", "client_id=" + APPLICATION, proof, scope);
        return EventLoop.call(() -> grant.issue(request));
    }

    private void keepTenant(String id) {
        cache.get(Tenant.class, "contoso", () -> Optional.of(new Tenant(id, "Contoso", List.of("contoso"))));
    }

    private void keepClient(boolean enabled) throws NoSuchAlgorithmException {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest("right".getBytes(StandardCharsets.UTF_8));
        ClientRecord client = new ClientRecord(
                new DirectoryPrincipal("object", TENANT, PrincipalKind.APPLICATION, "sp1", APPLICATION, null),
                enabled,
                false,
                List.of(new ClientSecret("key", hash, null, null)),
                List.of(),
                List.of(),
                List.of(),
                null);
        cache.get(ClientRecord.class, APPLICATION, () -> Optional.of(client));
    }
}
