package io.mltwin.scoring;

import io.mltwin.scoring.BadCalls.BadCall;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.restassured.response.ValidatableResponse;
import java.security.KeyPair;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A service of each kind and form of authentication, most with a script that does what its input
 * says; {@code onnx} is open, and scores while the others are called badly.
 */
final class BadCallServices {

    private static final String ML = "https://ml.azure.com";
    private static final String SCORE = "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/score/action";
    private static final String DECORATED_CODE = "LocalUpload/c2/code";

    private final TestIssuer issuer;
    private final KeyPair strangers = TestIssuer.newKeys();
    private final String scorer = UUID.randomUUID().toString();
    private final ServedModel served;
    private final OnlineRequests online;
    private final WorkspacePeers peers;

    /** The label of the host of each service, and its own credential. */
    private final Map<String, String> labels = new HashMap<>();

    private final Map<String, String> credentials = new HashMap<>();

    BadCallServices(ServiceUnderTest service, TestIssuer issuer, TestDecisions decisions, TestCalls calls) {
        this.issuer = issuer;
        peers = new WorkspacePeers("badcalls", "badcalls");
        ScoringRequests requests = new ScoringRequests(service, issuer, peers);
        served = ServedModel.build(requests, peers, calls, decisions);
        online = new OnlineRequests(service, issuer, peers, requests);
        OnlineRequests.program(calls);
        calls.answer(
                "compute",
                "GET",
                "/_internal/codes",
                request -> PeerAnswer.json(
                        200,
                        Map.of(
                                "container",
                                "azureml",
                                "path",
                                request.query("name").equals("code1") ? OnlineRequests.CODE : DECORATED_CODE)));
        for (String folder : new String[] {"LocalUpload/u1", OnlineRequests.CODE}) {
            peers.blob(folder + "/score.py", ServedModel.resource("/bad.py"));
        }
        peers.blob("LocalUpload/u1/decorated.py", ServedModel.resource("/decorated.py"));
        peers.blob(DECORATED_CODE + "/score.py", ServedModel.resource("/decorated.py"));
        webServices();
        endpoints(decisions);
    }

    private void webServices() {
        labels.put("onnx", served.deployed("onnx", ""));
        webService("aci", "score.py", "\"computeType\":\"ACI\",\"authEnabled\":true");
        webService("aci-decorated", "decorated.py", "\"computeType\":\"ACI\",\"authEnabled\":true");
        String aks =
                "\"computeType\":\"AKS\",\"computeName\":\"aks1\",\"maxConcurrentRequestsPerContainer\":1,\"maxQueueWaitMs\":300";
        webService("aks", "score.py", aks);
        webService("aks-token", "score.py", aks + ",\"aadAuthEnabled\":true");
    }

    private void webService(String name, String script, String members) {
        ValidatableResponse started =
                served.send("POST", "/services", """
                        {"name": "%s", %s, "scoringTimeoutMs": 2000, "environmentImageRequest": {
                          "modelIds": ["m:1"], "driverProgram": "%s",
                          "assets": [{"id": "%s", "url": "aml://artifact/LocalUpload/u1/%s"}]}}""".formatted(name, members, script, script, script));
        served.operation(started, "Succeeded");
        labels.put(name, served.endpoint(name));
        boolean isToken = name.endsWith("token");
        String path = "/services/" + name + (isToken ? "/token" : "/listkeys");
        credentials.put(name, served.send("POST", path, null).extract().path(isToken ? "accessToken" : "primaryKey"));
    }

    private void endpoints(TestDecisions decisions) {
        endpoint("managed", "Key", "code1", false);
        endpoint("kubernetes", "Key", "code1", true);
        endpoint("managed-token", "AMLToken", "code1", false);
        endpoint("managed-ad", "AADToken", "code1", false);
        endpoint("managed-decorated", "Key", "code2", false);
        for (String keyed : new String[] {"managed", "kubernetes", "managed-decorated"}) {
            credentials.put(keyed, online.key(keyed));
        }
        credentials.put(
                "managed-token",
                online.arm("POST", online.endpoint("managed-token") + "/token", null)
                        .statusCode(200)
                        .extract()
                        .path("accessToken"));
        decisions.allow(scorer, SCORE, online.endpoint("managed-ad"));
        credentials.put("managed-ad", issuer.aad(ML, scorer).sign());
    }

    private void endpoint(String name, String authMode, String code, boolean isKubernetes) {
        String properties = "'authMode':'"
                + authMode
                + "'"
                + (isKubernetes ? ",'compute':'" + peers.workspace() + "/computes/aks1'" : "");
        online.putEndpoint(name, properties).statusCode(201);
        String body = OnlineRequests.body("blue", "", 1)
                .replace("azureml:code1:1", "azureml:" + code + ":1")
                .replace("PT20S", "PT4S")
                .replace("PT10S", "PT0.2S")
                .replace("'model':", "'appInsightsEnabled':true,'model':");
        online.ended(
                online.arm(
                                "PUT",
                                online.deployment(name, "blue"),
                                isKubernetes ? OnlineRequests.onKubernetes(body) : body)
                        .statusCode(201),
                "Succeeded");
        online.putEndpoint(name, properties + ",'traffic':{'blue':100}").statusCode(200);
        labels.put(name, name + ".eastus");
    }

    String host(String service) {
        return labels.get(service) + ".inference";
    }

    String own(String service) {
        return credentials.get(service);
    }

    static String computeType(String service) {
        if (service.startsWith("managed")) {
            return "Managed";
        }
        if (service.equals("kubernetes")) {
            return "Kubernetes";
        }
        return service.startsWith("aks") ? "AKS" : "ACI";
    }

    /** The header that a call brings, or null. */
    String authorization(BadCall call) {
        String own = credentials.get(call.service());
        return switch (call.credential()) {
            case "none" -> null;
            case "scheme alone" -> "Bearer ";
            case "own without scheme" -> own;
            case "own as Basic" -> ScoringRequests.basic("key", own);
            case "own twice" -> "Bearer " + own + " " + own;
            case "own" -> "Bearer " + own;
            case "own cut" -> "Bearer " + own.substring(0, own.length() - 4);
            case "own and more" -> "Bearer " + own + "more";
            case "wrong" -> "Bearer " + "x".repeat(32);
            default -> "Bearer " + token(call.credential());
        };
    }

    private String token(String credential) {
        return switch (credential) {
            case "unsigned" ->
                "eyJhbGciOiJub25lIn0." + issuer.aad(ML, scorer).sign().split("\\.")[1] + ".";
            case "forged" ->
                issuer.aad(ML, scorer).signedBy("RS256", strangers.getPrivate()).sign();
            case "expired" ->
                issuer.aad(ML, scorer)
                        .notBefore(Instant.now().minusSeconds(7200))
                        .expires(Instant.now().minusSeconds(600))
                        .sign();
            case "of Resource Manager" ->
                issuer.aad(ScoringRequests.ARM, scorer).sign();
            case "of nobody" -> issuer.aad(ML, UUID.randomUUID().toString()).sign();
            default -> credentials.get(credential.substring("of ".length()));
        };
    }
}
