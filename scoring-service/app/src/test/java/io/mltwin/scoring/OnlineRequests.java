package io.mltwin.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mltwin.resourceprovider.ProviderResource;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PeerRequest;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** The requests of the tests of online endpoints: as Azure Resource Manager and as callers. */
final class OnlineRequests {

    static final String CODE = "LocalUpload/c1/code";

    private static final String SCIENTIST = UUID.randomUUID().toString();
    private static final AtomicInteger NAMES = new AtomicInteger();

    private final ServiceUnderTest service;
    private final TestIssuer issuer;
    private final WorkspacePeers peers;
    private final ScoringRequests requests;

    OnlineRequests(ServiceUnderTest service, TestIssuer issuer, WorkspacePeers peers, ScoringRequests requests) {
        this.service = service;
        this.issuer = issuer;
        this.peers = peers;
        this.requests = requests;
    }

    /** A workspace of its own with a registry, the model {@code m:1} and the scoring script. */
    static OnlineRequests inNewWorkspace(
            ServiceUnderTest service, TestIssuer issuer, TestCalls calls, TestDecisions decisions) throws IOException {
        String name = "online" + NAMES.incrementAndGet();
        return inWorkspace(new WorkspacePeers(name, name), service, issuer, calls, decisions);
    }

    /** The same in a workspace that is given. */
    static OnlineRequests inWorkspace(
            WorkspacePeers peers, ServiceUnderTest service, TestIssuer issuer, TestCalls calls, TestDecisions decisions)
            throws IOException {
        peers.program(calls);
        program(calls);
        peers.blob("LocalUpload/m1/weights.txt", "1 2 3");
        try (InputStream in = OnlineRequests.class.getResourceAsStream("/score.py")) {
            peers.blob(CODE + "/score.py", in.readAllBytes());
        }
        ScoringRequests requests = new ScoringRequests(service, issuer, peers);
        requests.newRegistry();
        decisions.allowAll(SCIENTIST);
        requests.as(
                        SCIENTIST,
                        "POST",
                        "/models",
                        "{\"name\":\"m\",\"url\":\"aml://artifact/LocalUpload/m1/weights.txt\",\"mimeType\":\"x\"}")
                .statusCode(200);
        return new OnlineRequests(service, issuer, peers, requests);
    }

    /** The name of an endpoint that no other test has. */
    String newName() {
        return "endpoint" + NAMES.incrementAndGet();
    }

    /** What compute-service says of code, environments and sizes. */
    static void program(TestCalls calls) {
        calls.answer("compute", "GET", "/_internal/codes", OnlineRequests::code);
        calls.answer("compute", "GET", "/_internal/environments", OnlineRequests::environment);
        calls.answer("compute", "GET", "/_internal/vm-sizes", OnlineRequests::size);
    }

    private static PeerAnswer code(PeerRequest request) {
        return "code1".equals(request.query("name"))
                ? PeerAnswer.json(200, Map.of("container", "azureml", "path", CODE))
                : PeerAnswer.error(404, "ResourceNotFound", "no such code");
    }

    private static PeerAnswer environment(PeerRequest request) {
        return switch (request.query("name")) {
            case "AzureML-Python-3-Stdlib" -> environment(request, true, List.of());
            case "own" -> environment(request, false, List.of("azureml-defaults>=1"));
            case "heavy" -> environment(request, false, List.of("azureml-defaults", "torch"));
            default -> PeerAnswer.error(404, "ResourceNotFound", "no such environment");
        };
    }

    private static PeerAnswer environment(PeerRequest request, boolean isCurated, List<String> requirements) {
        return PeerAnswer.json(
                200,
                Map.of(
                        "name",
                        request.query("name"),
                        "version",
                        "1",
                        "isCurated",
                        isCurated,
                        "requirements",
                        requirements,
                        "variables",
                        Map.of("OF_ENVIRONMENT", "yes")));
    }

    private static PeerAnswer size(PeerRequest request) {
        return switch (request.query("name")) {
            case "Standard_F4s_v2", "Standard_DS3_v2" ->
                PeerAnswer.json(200, Map.of("name", request.query("name"), "gpus", 0));
            case "Standard_NC6" -> PeerAnswer.json(200, Map.of("name", "Standard_NC6", "gpus", 1));
            default -> PeerAnswer.error(404, "SizeNotFound", "no such size");
        };
    }

    /** A repository of the workspace's registry, as a client that pushes to it sees it. */
    RegistryImages repository(String name) {
        return new RegistryImages(
                service, peers.registryName(), requests.adminToken("repository:" + name + ":pull,push"), name);
    }

    String workspace() {
        return peers.workspace();
    }

    /** Model management of the workspace, as one who may do all. */
    ValidatableResponse models(String method, String path, String body) {
        return requests.as(SCIENTIST, method, path, body == null ? null : body.replace('\'', '"'));
    }

    /** The image of a deployment, in model management. */
    ValidatableResponse image(String endpoint, String deployment, int version) {
        return requests.as(SCIENTIST, "GET", "/images/" + endpoint + "-" + deployment + ":" + version, null)
                .statusCode(200);
    }

    String endpoint(String name) {
        return peers.workspace() + "/onlineEndpoints/" + name;
    }

    String deployment(String endpoint, String name) {
        return endpoint(endpoint) + "/deployments/" + name;
    }

    /** Single quotes are double ones. */
    ValidatableResponse arm(String method, String id, String body) {
        return requests.arm(method, id, body == null ? null : body.replace('\'', '"'));
    }

    ValidatableResponse putEndpoint(String name, String properties) {
        return arm(
                "PUT",
                endpoint(name),
                "{'location':'eastus','identity':{'type':'SystemAssigned'},'properties':{" + properties + "}}");
    }

    /** A deployment of the model {@code m:1} with the scoring script, whose NAME is given. */
    static String body(String name, String more, int instances) {
        return "{'location':'eastus','sku':{'name':'Default','capacity':"
                + instances
                + "},'properties':{'endpointComputeType':'Managed','model':'azureml:m:1',"
                + "'codeConfiguration':{'codeId':'azureml:code1:1','scoringScript':'score.py'},"
                + "'environmentId':'azureml:AzureML-Python-3-Stdlib:1','instanceType':'Standard_DS3_v2',"
                + "'requestSettings':{'requestTimeout':'PT20S','maxQueueWait':'PT10S'},"
                + "'environmentVariables':{'NAME':'"
                + name
                + "'"
                + more
                + "}}}";
    }

    /** The deployment as one on the cluster of AKS. */
    static String onKubernetes(String body) {
        return body.replace("'Managed'", "'Kubernetes'").replace("'instanceType':'Standard_DS3_v2',", "");
    }

    void deploy(String endpoint, String name, int instances) {
        ended(arm("PUT", deployment(endpoint, name), body(name, "", instances)).statusCode(201), "Succeeded");
    }

    void traffic(String endpoint, String traffic) {
        putEndpoint(endpoint, "'authMode':'Key','traffic':" + traffic).statusCode(200);
    }

    /** Waits for the operation of an answer; its last state. */
    JsonPath ended(ValidatableResponse started, String status) {
        String id = started.extract().header(ProviderResource.OPERATION_HEADER);
        assertThat(id).isNotNull();
        String token = issuer.service("workspace", "scoring").sign();
        return await().atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> service.given()
                                .header("Authorization", "Bearer " + token)
                                .get("/_internal/operations/" + id)
                                .then()
                                .statusCode(200)
                                .extract()
                                .jsonPath(),
                        state -> state.getString("status").equals(status));
    }

    String key(String endpoint) {
        return arm("POST", endpoint(endpoint) + "/listKeys", null)
                .statusCode(200)
                .extract()
                .path("primaryKey");
    }

    ValidatableResponse score(String endpoint, String credential, String deployment, String body) {
        var request = service.given(endpoint + ".eastus.inference").header("Authorization", "Bearer " + credential);
        return ScoringRequests.send(
                        deployment == null ? request : request.header("azureml-model-deployment", deployment),
                        "POST",
                        "/score",
                        body.replace('\'', '"'))
                .then();
    }

    String log(String endpoint, String deployment) {
        return log(endpoint, deployment, "InferenceServer");
    }

    /** The log of the build of the deployment's image. */
    String buildLog(String endpoint, String deployment) {
        return log(endpoint, deployment, "StorageInitializer");
    }

    private String log(String endpoint, String deployment, String container) {
        return arm(
                        "POST",
                        deployment(endpoint, deployment) + "/getLogs",
                        "{'tail':100,'containerType':'" + container + "'}")
                .statusCode(200)
                .extract()
                .path("content");
    }
}
