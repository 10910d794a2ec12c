package io.mltwin.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may do what of model management, and what it refuses. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class ModelManagementRolesResourceTest {

    private static final String SCIENTIST = UUID.randomUUID().toString();
    private static final String READER = UUID.randomUUID().toString();
    private static final String STRANGER = UUID.randomUUID().toString();
    private static final String RUN = "ExperimentRun/dcid.run1/outputs";
    private static final AtomicInteger NAMES = new AtomicInteger();

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    ServiceUnderTest service;

    @FromPlatform
    TestCalls calls;

    private WorkspacePeers peers;
    private ScoringRequests requests;
    private ScientistRequests scientist;

    @BeforeEach
    void aWorkspaceWithAModelOfARun() {
        peers = new WorkspacePeers("roles" + NAMES.incrementAndGet(), "none");
        peers.program(calls);
        peers.blob(RUN + "/model.onnx", "model");
        requests = new ScoringRequests(service, issuer, peers);
        scientist = new ScientistRequests(requests, SCIENTIST, RUN);
        decisions.allowAll(SCIENTIST);
        for (String read : List.of("read", "models/read", "environments/read", "services/read")) {
            decisions.allow(READER, "Microsoft.MachineLearningServices/workspaces/" + read, "/");
        }
    }

    @ParameterizedTest(name = "{0} {1}: a reader gets {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "POST   | /models | {'name':'m','url':'aml://artifact/" + RUN + "/model.onnx','mimeType':'x'} | 403",
                "GET    | /models                | | 200",
                "GET    | /models/m:1            | | 404",
                "PATCH  | /models/m:1            | [] | 403",
                "DELETE | /models/m:1            | | 403",
                "POST   | /assets                | {'name':'a','artifacts':[{'prefix':'" + RUN + "'}]} | 403",
                "GET    | /assets                | | 200",
                "DELETE | /assets/a              | | 403",
                "POST   | /images                | {'name':'image','modelIds':['m:1']} | 403",
                "GET    | /images                | | 200",
                "DELETE | /images/i:1            | | 403",
                "POST   | /services              |" + " {'name':'svc','computeType':'ACI','imageId':'i:1'} | 403",
                "POST   | /services              |"
                        + " {'name':'svc','computeType':'AKS','computeName':'aks1','imageId':'i:1'} |"
                        + " 403",
                "GET    | /services              | | 200",
                "GET    | /services/svc          | | 404",
                "PATCH  | /services/svc          | [] | 404",
                "DELETE | /services/svc          | | 403",
                "POST   | /services/svc/listkeys | | 404",
                "POST   | /services/svc/regenerateKeys | {'keyType':0} | 404",
                "GET    | /operations/none       | | 404"
            })
    void modelManagementIsOpenToTheWorkspacesRolesOnly(String method, String path, String body, int reader) {
        // Given
        String uri = requests.uri(path);
        String sent = body == null ? null : body.replace('\'', '"');
        // When, Then
        for (RequestSpecification refused : List.of(
                service.given(),
                requests.bearer(issuer.aad("https://vault.azure.net", SCIENTIST).sign()),
                requests.bearer(issuer.aad(ScoringRequests.ARM, SCIENTIST)
                        .claim("exp", 1_000_000_000)
                        .sign()),
                requests.bearer(issuer.run(peers.workspace(), UUID.randomUUID().toString(), "run1", SCIENTIST)
                        .sign()),
                requests.bearer(issuer.service("compute", "scoring").sign()),
                requests.bearer(issuer.admin().sign()))) {
            ScoringRequests.send(refused, method, uri, sent)
                    .then()
                    .statusCode(401)
                    .body("code", equalTo("Unauthorized"))
                    .body("details[0].code", equalTo("EmptyOrInvalidToken"));
        }
        requests.as(STRANGER, method, path, sent).statusCode(403).body("code", equalTo("AuthorizationFailed"));
        requests.as(READER, method, path, sent).statusCode(reader);
    }

    @Test
    void versionsAreCountedAlsoForManyAtOnce() {
        // When
        List<Integer> versions = IntStream.range(0, 16)
                .parallel()
                .mapToObj(i -> scientist.register("raced").<Integer>path("version"))
                .sorted()
                .toList();
        // Then
        assertThat(versions).isEqualTo(IntStream.rangeClosed(1, 16).boxed().toList());
        requests.as(SCIENTIST, "DELETE", "/models/raced:16", null).statusCode(200);
        assertThat(scientist.register("raced").<String>path("id")).isEqualTo("raced:17");
    }

    @Test
    void aModelNeedsItsArtifact() {
        requests.as(
                        SCIENTIST,
                        "POST",
                        "/models",
                        "{\"name\":\"m\",\"url\":\"aml://artifact/" + RUN + "/none.onnx\",\"mimeType\":\"x\"}")
                .statusCode(400)
                .body("details[0].code", equalTo("ArtifactNotFound"));
        requests.as(SCIENTIST, "POST", "/images", "{\"name\":\"image\",\"modelIds\":[\"none:1\"]}")
                .statusCode(400)
                .body("details[0].code", equalTo("ModelNotFound"));
    }

    @ParameterizedTest
    @CsvSource({"none,400,ComputeResourceNotCreated", "cpu,400,InvalidComputeTarget", "aks1,400,ImageNotFound"})
    void anAksServiceNeedsAnAksTarget(String compute, int status, String code) {
        requests.as(
                        SCIENTIST,
                        "POST",
                        "/services",
                        "{\"name\":\"svc-aks\",\"computeType\":\"AKS\",\"computeName\":\""
                                + compute
                                + "\",\"imageId\":\"none:1\"}")
                .statusCode(status)
                .body("details[0].code", equalTo(code));
    }
}
