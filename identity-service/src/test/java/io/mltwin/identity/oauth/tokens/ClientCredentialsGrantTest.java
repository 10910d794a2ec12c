package io.mltwin.identity.oauth.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.identity.TestAddresses;
import io.mltwin.identity.directory.DirectoryMemory;
import io.mltwin.identity.directory.DirectoryPrincipal;
import io.mltwin.identity.directory.EmptyMemory;
import io.mltwin.identity.directory.PrincipalKind;
import io.mltwin.identity.directory.Tenant;
import io.mltwin.identity.oauth.clients.ClientRecord;
import io.mltwin.identity.oauth.clients.ClientSecret;
import io.mltwin.identity.oauth.signingkeys.OpenedKeys;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Answers on the event loop must ask nobody. What would have to be asked here, directory and
 * database, is null: who asks it fails.
 */
class ClientCredentialsGrantTest {

    private static final String APPLICATION = "3f6e1c52-0000-4000-8000-00000000000a";
    private static final String TENANT = "10000000-0000-4000-8000-000000000001";

    private final DirectoryMemory memory = EmptyMemory.create();
    private final OpenedKeys keys = new OpenedKeys();
    private final ClientCredentialsGrant grant =
            new ClientCredentialsGrant(
                    new Tenants(null, memory),
                    new ClientAuthentication(null, null, null, null, memory, Clock.systemUTC()),
                    new AudienceTable(TestAddresses.DEFAULT, null),
                    keys,
                    new ApplicationPermissions(TestAddresses.DEFAULT),
                    new TokenIssue(
                            new AccessTokenClaims(
                                    TestAddresses.ISSUERS,
                                    TestAddresses.DEFAULT,
                                    new SecureRandom()),
                            keys,
                            Clock.systemUTC()));
    private final TokenRequest request =
            TokenFixture.request(
                    TokenVersion.V2,
                    "grant_type=client_credentials",
                    "client_id=" + APPLICATION,
                    "client_secret=right",
                    "scope=https://management.azure.com/.default");

    @Test
    void whatIsForgottenMeanwhileIsNotAskedFor() throws Exception {
        rememberTenant();
        rememberClient();
        ClientCredentialsGrant.Applicant applicant = grant.atHand(request);

        memory.pause();

        assertThat(grant.issue(request, applicant).accessToken()).contains("appid=" + APPLICATION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "tenant", "client"})
    void whatIsNotRememberedIsNotAtHand(String remembered) throws Exception {
        if (remembered.equals("tenant")) {
            rememberTenant();
        }
        if (remembered.equals("client")) {
            rememberClient();
        }

        assertThat(grant.atHand(request)).isNull();
    }

    @Test
    void anApplicationOfAnotherTenantIsRefusedFromMemoryToo() throws Exception {
        rememberClient();
        memory.recall(
                Tenant.class,
                "contoso",
                () -> Optional.of(new Tenant("another", "Another", List.of("contoso"))));
        ClientCredentialsGrant.Applicant applicant = grant.atHand(request);

        TokenFixture.assertRefused(
                () -> grant.issue(request, applicant), 400, "unauthorized_client", "700016");
    }

    private void rememberTenant() {
        memory.recall(
                Tenant.class,
                "contoso",
                () -> Optional.of(new Tenant(TENANT, "Contoso", List.of("contoso"))));
    }

    private void rememberClient() throws NoSuchAlgorithmException {
        byte[] hash =
                MessageDigest.getInstance("SHA-256")
                        .digest("right".getBytes(StandardCharsets.UTF_8));
        ClientRecord client =
                new ClientRecord(
                        new DirectoryPrincipal(
                                "object",
                                TENANT,
                                PrincipalKind.APPLICATION,
                                "sp1",
                                APPLICATION,
                                null),
                        true,
                        false,
                        List.of(new ClientSecret("key", hash, null, null)),
                        List.of(),
                        List.of(),
                        List.of(),
                        null);
        memory.recall(ClientRecord.class, APPLICATION, () -> Optional.of(client));
    }
}
