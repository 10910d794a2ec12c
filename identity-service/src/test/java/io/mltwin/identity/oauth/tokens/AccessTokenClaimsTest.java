package io.mltwin.identity.oauth.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.identity.TestAddresses;
import io.mltwin.identity.directory.DirectoryPrincipal;
import io.mltwin.identity.directory.PrincipalKind;
import io.mltwin.identity.directory.accounts.Account;
import io.mltwin.identity.oauth.tokens.AccessTokenGrant.ClientProof;
import io.mltwin.identity.oauth.tokens.AccessTokenGrant.TokenVersion;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AccessTokenClaimsTest {

    private static final String ISSUER = "https://login.mltwin.localhost:8441/t";
    private static final DirectoryPrincipal USER =
            new DirectoryPrincipal("oid", "t", PrincipalKind.USER, "Nora Norole", null, "nora@contoso.example");
    private static final DirectoryPrincipal APPLICATION =
            new DirectoryPrincipal("oid", "t", PrincipalKind.APPLICATION, "sp1", "app", null);

    private final AccessTokenClaims claims =
            new AccessTokenClaims(TestAddresses.ISSUERS, TestAddresses.DEFAULT, new SecureRandom());

    @Test
    void applicationHasClaimsOfVersionOne() {
        Map<String, Object> read = access(grant(TokenVersion.V1, APPLICATION, ClientProof.SECRET, List.of(), null));
        assertThat(read)
                .containsEntry("iss", ISSUER + "/")
                .containsEntry("ver", "1.0")
                .containsEntry("aud", "https://management.azure.com/")
                .containsEntry("appid", "app")
                .containsEntry("appidacr", "1")
                .containsEntry("idtyp", "app")
                .containsEntry("oid", "oid")
                .containsEntry("sub", "oid")
                .containsEntry("tid", "t")
                .containsEntry("iat", 1000L)
                .containsEntry("nbf", 1000L)
                .containsEntry("exp", 4599L)
                .containsKeys("uti", "jti")
                .doesNotContainKeys("scp", "upn", "amr", "azp", "groups", "xms_mirid");
    }

    @Test
    void userHasClaimsOfVersionTwo() {
        Map<String, Object> read = access(grant(TokenVersion.V2, USER, ClientProof.NONE, List.of("g1"), null));
        assertThat(read)
                .containsEntry("iss", ISSUER + "/v2.0")
                .containsEntry("ver", "2.0")
                .containsEntry("appid", "app")
                .containsEntry("azp", "app")
                .containsEntry("appidacr", "0")
                .containsEntry("idtyp", "user")
                .containsEntry("scp", "user_impersonation")
                .containsEntry("amr", List.of("pwd"))
                .containsEntry("upn", "nora@contoso.example")
                .containsEntry("unique_name", "nora@contoso.example")
                .containsEntry("name", "Nora Norole")
                .containsEntry("groups", List.of("g1"));
        assertThat(read.get("sub")).isNotEqualTo("oid");
    }

    @Test
    void managedIdentityHasItsClaims() {
        Map<String, Object> read =
                access(grant(TokenVersion.V2, APPLICATION, ClientProof.CERTIFICATE, List.of(), "/subscriptions/s"));
        assertThat(read).containsEntry("xms_mirid", "/subscriptions/s").containsEntry("appidacr", "2");
    }

    @Test
    void sayWhereToAskForMoreThanTwoHundredGroups() {
        List<String> many = IntStream.range(0, 201).mapToObj(Integer::toString).toList();
        assertThat(access(grant(TokenVersion.V2, USER, ClientProof.NONE, many.subList(0, 200), null)))
                .containsEntry("groups", many.subList(0, 200));
        Map<String, Object> read = access(grant(TokenVersion.V2, USER, ClientProof.NONE, many, null));
        assertThat(read).doesNotContainKey("groups").containsEntry("_claim_names", Map.of("groups", "src1"));
        assertThat(read.get("_claim_sources").toString()).contains("/users/oid/getMemberObjects");
    }

    @Test
    void claimsOfAGuestNameItsHome() {
        assertThat(access(grant(TokenVersion.V1, USER, ClientProof.NONE, List.of(), null, true)))
                .containsEntry("idp", "https://login.mltwin.localhost:8441/home/")
                .containsEntry("tid", "t");
    }

    @Test
    void claimsOfAnIdTokenAreForTheClient() {
        Map<String, Object> read =
                claims.id(grant(TokenVersion.V2, USER, ClientProof.NONE, List.of(), null), 1000, 4599);
        assertThat(read)
                .containsEntry("aud", "app")
                .containsEntry("preferred_username", "nora@contoso.example")
                .containsEntry("nonce", "n-1")
                .containsEntry("oid", "oid")
                .containsEntry("tid", "t")
                .doesNotContainKey("scp");
    }

    private static AccessTokenGrant grant(
            TokenVersion version,
            DirectoryPrincipal subject,
            ClientProof proof,
            List<String> groups,
            String managedResourceId) {
        return grant(version, subject, proof, groups, managedResourceId, false);
    }

    private static AccessTokenGrant grant(
            TokenVersion version,
            DirectoryPrincipal subject,
            ClientProof proof,
            List<String> groups,
            String managedResourceId,
            boolean guest) {
        Account account = new Account(
                "oid",
                "t",
                subject.userPrincipalName(),
                subject.displayName(),
                "Nora",
                null,
                true,
                guest,
                guest ? "home" : "t",
                "oid",
                true,
                false,
                false,
                null);
        return new AccessTokenGrant(
                version,
                "t",
                subject,
                subject.kind() != PrincipalKind.USER
                        ? null
                        : new AccessTokenGrant.User(
                                account, List.of("pwd"), List.of("user_impersonation"), "n-1", null),
                "app",
                proof,
                groups,
                List.of(),
                managedResourceId,
                new RequestedScope("https://management.azure.com/", List.of(), List.of()),
                false);
    }

    private Map<String, Object> access(AccessTokenGrant grant) {
        return claims.access(grant, 1000, 4599);
    }
}
