package io.mltwin.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.mltwin.local.layout.PlatformService;
import io.mltwin.scoring.models.inference.RunningDeployments;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PeerRequest;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Environment variables of deployments that refer to secrets: who reads them, and what is refused. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class SecretInjectionResourceTest {

    private static final String SECRET = "s3cret-of-a-connection";

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    ServiceUnderTest service;

    @FromPlatform
    TestCalls calls;

    @FromPlatform
    TestPlatform platform;

    @Inject
    RunningDeployments running;

    private OnlineRequests online;
    private String name;
    private String principal;
    private String vault;

    @BeforeEach
    void anEndpointWithAnIdentity() throws IOException {
        online = OnlineRequests.inNewWorkspace(service, issuer, calls, decisions);
        name = online.newName();
        principal = online.putEndpoint(name, "'authMode':'Key'")
                .statusCode(201)
                .extract()
                .path("identity.principalId");
        vault = "https://" + platform.trust().host("kv.vault", PlatformService.KEYVAULT);
        connection("api", "'key':'" + SECRET + "'");
        connection("custom", "'keys':{'FIRST':'" + SECRET + "'}");
        calls.answer("keyvault", "GET", "/secrets/one", PeerAnswer.json(200, Map.of("value", SECRET)));
        calls.answer("keyvault", "GET", "/secrets/one/abc", PeerAnswer.json(200, Map.of("value", "of-a-version")));
    }

    private void connection(String connection, String credentials) {
        String body = "{'properties':{'target':'https://api.example.org','metadata':{'ApiVersion':'2'},'credentials':{"
                + credentials
                + "}}}";
        calls.answer(
                "workspace",
                "POST",
                online.workspace() + "/connections/" + connection + "/listsecrets",
                request -> PeerAnswer.json(200, io.mltwin.armweb.Json.read(body.replace('\'', '"'), Map.class)));
    }

    private JsonPath deployed(String value, String status) {
        return online.ended(
                online.arm(
                                "PUT",
                                online.deployment(name, "blue"),
                                OnlineRequests.body("blue", ",'SECRET':'" + value.replace("VAULT", vault) + "'", 1))
                        .statusCode(201),
                status);
    }

    private String variable() {
        return online.score(name, online.key(name), "blue", "{'do':'variable','name':'SECRET'}")
                .statusCode(200)
                .extract()
                .asString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ${{azureml://connections/api/credentials/key}}      | s3cret-of-a-connection
            ${{azureml://connections/custom/credentials/FIRST}} | s3cret-of-a-connection
            ${{ azureml://connections/api/metadata/ApiVersion }} | 2
            ${{azureml://connections/api/target}}               | https://api.example.org
            ${{keyvault:VAULT/secrets/one}}                     | s3cret-of-a-connection
            ${{keyvault:VAULT/secrets/one/abc}}                 | of-a-version
            """)
    void aVariableHasWhatItRefersTo(String reference, String value) {
        // When
        deployed(reference, "Succeeded");
        // Then
        assertThat(variable()).contains(value);
        online.arm("GET", online.deployment(name, "blue"), null)
                .body("properties.environmentVariables.SECRET", equalTo(reference.replace("VAULT", vault)))
                .body(not(containsString(SECRET)));
    }

    @Test
    void theEndpointsIdentityReadsIt() throws InvalidJwtException, MalformedClaimException {
        // When
        deployed("${{azureml://connections/api/credentials/key}}", "Succeeded");
        // Then
        List<PeerRequest> asked =
                calls.received("workspace", "POST", online.workspace() + "/connections/api/listsecrets");
        assertThat(asked).hasSize(1);
        JwtClaims claims = new JwtConsumerBuilder()
                .setSkipAllValidators()
                .setSkipSignatureVerification()
                .build()
                .processToClaims(asked.get(0).bearer());
        assertThat(claims.getStringClaimValue("oid")).isEqualTo(principal);
        assertThat(claims.getAudience()).containsExactly(issuer.management());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            403 | ${{azureml://connections/api/credentials/key}}   | Azure Machine Learning Workspace Connection Secrets Reader
            404 | ${{azureml://connections/api/credentials/key}}   | There is no connection 'api'
            200 | ${{azureml://connections/api/credentials/other}} | no credentials 'other'
            200 | ${{azureml://connections/custom/credentials/keys}} | no credentials 'keys'
            403 | ${{keyvault:VAULT/secrets/one}}                  | Key Vault Secrets User
            200 | ${{keyvault:https://kv.vault.azure.net/secrets/one}} | no key vault
            """)
    void whatItCannotReadFailsTheDeployment(int status, String reference, String told) {
        // Given
        if (status != 200) {
            calls.answer(
                    "workspace",
                    "POST",
                    online.workspace() + "/connections/api/listsecrets",
                    PeerAnswer.error(status, "Refused", "no"));
            calls.answer("keyvault", "GET", "/secrets/one", PeerAnswer.error(status, "Forbidden", "no"));
        }
        // When
        JsonPath operation = deployed(reference, "Failed");
        // Then
        assertThat(operation.getString("error.code")).isEqualTo("SecretsInjectionError");
        assertThat(operation.getString("error.message")).contains(told, "SECRET");
        assertThat(running.running(online.deployment(name, "blue").toLowerCase(java.util.Locale.ROOT)))
                .isZero();
    }

    @Test
    void anEndpointWithoutAnIdentityReadsNone() {
        // Given
        online.arm("PATCH", online.endpoint(name), "{'identity':{'type':'None'}}")
                .statusCode(200)
                .body("identity.type", equalTo("None"));
        // When
        JsonPath operation = deployed("${{azureml://connections/api/target}}", "Failed");
        // Then
        assertThat(operation.getString("error.message"))
                .contains("has no identity")
                .contains("SECRET");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ${{azureml://connections/api/credentials}}
            ${{azureml://connections/api/secrets/key}}
            prefix ${{azureml://connections/api/target}}
            ${{keyvault:http://kv/secrets/one}}
            ${{env.HOME}}
            """)
    void anExpressionThatIsNoReferenceIsRefused(String value) {
        online.arm("PUT", online.deployment(name, "blue"), OnlineRequests.body("blue", ",'SECRET':'" + value + "'", 1))
                .statusCode(400)
                .body("error.message", containsString("'SECRET' has an expression that is no reference"));
        online.arm("GET", online.deployment(name, "blue"), null).statusCode(404);
    }

    @Test
    void aRightThatIsGoneKeepsAStoppedDeploymentFromStarting() {
        // Given
        deployed("${{azureml://connections/api/credentials/key}}", "Succeeded");
        running.clear();
        calls.answer(
                "workspace",
                "POST",
                online.workspace() + "/connections/api/listsecrets",
                PeerAnswer.error(403, "AuthorizationFailed", "no"));
        // When
        online.score(name, online.key(name), "blue", "{}")
                .statusCode(503)
                .body(containsString("getLogs"))
                .body(not(containsString("connection")));
        // Then
        assertThat(online.log(name, "blue")).contains("Workspace Connection Secrets Reader");
        // and it starts once the right is back
        connection("api", "'key':'another'");
        assertThat(variable()).contains("another");
    }
}
