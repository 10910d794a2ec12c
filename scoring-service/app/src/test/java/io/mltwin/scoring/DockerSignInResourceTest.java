package io.mltwin.scoring;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PeerRequest;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Name and password at a registry, as {@code docker login} sends them. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class DockerSignInResourceTest {

    private static final String SECRET = "secret of the application";
    private static final String TOKEN_USER = "00000000-0000-0000-0000-000000000000";
    private static final AtomicInteger NAMES = new AtomicInteger();

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestCalls calls;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    ServiceUnderTest service;

    private final String application = UUID.randomUUID().toString();
    private final String principal = UUID.randomUUID().toString();
    private WorkspacePeers peers;
    private ScoringRequests requests;

    @BeforeEach
    void aRegistryAndAnApplication() {
        peers = new WorkspacePeers("unused", "dockerregistry" + NAMES.incrementAndGet());
        requests = new ScoringRequests(service, issuer, peers);
        requests.newRegistry();
        calls.answer("identity", "POST", "/" + TestIssuer.TENANT + "/oauth2/v2.0/token", this::token);
    }

    /** Identity's answer for the application; null leaves a request to the test kit. */
    private PeerAnswer token(PeerRequest request) {
        if (request.form("client_secret") == null) {
            return null;
        }
        return application.equals(request.form("client_id")) && SECRET.equals(request.form("client_secret"))
                ? PeerAnswer.json(
                        200,
                        Map.of(
                                "access_token",
                                issuer.aad("https://containerregistry.azure.net", principal)
                                        .sign()))
                : PeerAnswer.json(401, Map.of("error", "invalid_client"));
    }

    private void mayPull() {
        decisions.allow(principal, "Microsoft.ContainerRegistry/registries/pull/read", peers.registry());
    }

    private ValidatableResponse get(String path, String authorization) {
        return service.given(peers.registryName() + ".azurecr")
                .header("Authorization", authorization)
                .get(path)
                .then();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "the principal's secret, 200",
        "a wrong secret, 401",
        "an unknown application, 401",
        "a refresh token, 200",
        "an access token in place of a refresh token, 401",
        "a secret of a principal without a role, 401"
    })
    void nameAndPasswordAreGoodForWhatTheirOwnerMayDo(String what, int status) {
        // Given
        if (!what.endsWith("without a role")) {
            mayPull();
        }
        String aad = issuer.aad(ScoringRequests.ARM, principal).sign();
        String basic = switch (what) {
            case "a wrong secret" -> ScoringRequests.basic(application, "guess");
            case "an unknown application" ->
                ScoringRequests.basic(UUID.randomUUID().toString(), SECRET);
            case "a refresh token" ->
                ScoringRequests.basic(
                        TOKEN_USER,
                        requests.exchange(aad).statusCode(200).extract().path("refresh_token"));
            case "an access token in place of a refresh token" -> ScoringRequests.basic(TOKEN_USER, aad);
            default -> ScoringRequests.basic(application, SECRET);
        };

        // When
        ValidatableResponse issued = get("/oauth2/token?service=x&scope=repository:a/b:pull,push", basic);

        // Then
        issued.statusCode(status);
        get("/v2/", basic).statusCode(status);
        get("/v2/a/b/manifests/1", basic).statusCode(status == 200 ? 404 : 401);
        if (status == 200) {
            String access = issued.extract().path("access_token");
            get("/v2/a/b/manifests/1", "Bearer " + access).statusCode(404);
            requests.registry(access, "POST", "/v2/a/b/blobs/uploads/").statusCode(401);
        }
    }
}
