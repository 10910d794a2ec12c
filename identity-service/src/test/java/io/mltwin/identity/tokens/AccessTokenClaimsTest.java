package io.mltwin.identity.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.identity.TestAddresses;
import io.mltwin.identity.directory.DirectoryPrincipal;
import io.mltwin.identity.directory.PrincipalKind;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.Test;

class AccessTokenClaimsTest {

    private static final String ISSUER = "https://login.mltwin.localhost:8441/t";
    private static final DirectoryPrincipal USER =
            new DirectoryPrincipal(
                    "oid", "t", PrincipalKind.USER, "Nora Norole", null, "nora@contoso.example");
    private static final DirectoryPrincipal APPLICATION =
            new DirectoryPrincipal("oid", "t", PrincipalKind.APPLICATION, "sp1", "app", null);

    private final AccessTokenClaims claims =
            new AccessTokenClaims(TestAddresses.ISSUERS, new SecureRandom());

    @Test
    void ofAnApplicationInVersionOne() throws Exception {
        Map<String, Object> read =
                access(grant(TokenVersion.V1, APPLICATION, ClientProof.SECRET, List.of(), null));
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
                .containsKey("uti")
                .doesNotContainKeys("scp", "upn", "amr", "azp", "groups", "xms_mirid");
    }

    @Test
    void ofAUserInVersionTwo() throws Exception {
        Map<String, Object> read =
                access(grant(TokenVersion.V2, USER, ClientProof.NONE, List.of("g1"), null));
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
    void ofAManagedIdentity() throws Exception {
        Map<String, Object> read =
                access(
                        grant(
                                TokenVersion.V2,
                                APPLICATION,
                                ClientProof.CERTIFICATE,
                                List.of(),
                                "/subscriptions/s"));
        assertThat(read)
                .containsEntry("xms_mirid", "/subscriptions/s")
                .containsEntry("appidacr", "2");
    }

    @Test
    void nameAtMostTwoHundredGroups() throws Exception {
        List<String> many = IntStream.range(0, 300).mapToObj(Integer::toString).toList();
        Map<String, Object> read =
                access(grant(TokenVersion.V2, USER, ClientProof.NONE, many, null));
        assertThat((List<?>) read.get("groups")).hasSize(200);
    }

    @Test
    void ofAnIdTokenAreForTheClient() throws Exception {
        Map<String, Object> read =
                read(
                        claims.id(
                                grant(TokenVersion.V2, USER, ClientProof.NONE, List.of(), null),
                                1000,
                                4599));
        assertThat(read)
                .containsEntry("aud", "app")
                .containsEntry("preferred_username", "nora@contoso.example")
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
        return new AccessTokenGrant(
                version,
                "t",
                subject,
                "app",
                proof,
                groups,
                managedResourceId,
                new RequestedScope("https://management.azure.com/", List.of(), false));
    }

    private Map<String, Object> access(AccessTokenGrant grant) throws Exception {
        return read(claims.access(grant, 1000, 4599));
    }

    private static Map<String, Object> read(JwtClaimsBuilder built) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        JsonWebSignature signature = new JsonWebSignature();
        signature.setCompactSerialization(
                built.jws().sign(generator.generateKeyPair().getPrivate()));
        return JwtClaims.parse(signature.getUnverifiedPayload()).getClaimsMap();
    }
}
