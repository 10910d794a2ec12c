package io.mltwin.scoring;

import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestIssuer;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The requests of the tests of this service: as a principal to model management, as ARM to the
 * provider, to a registry, to a web service.
 */
final class ScoringRequests {

    static final String ARM = "https://management.azure.com";
    private static final String ARM_VERSION = "?api-version=2023-07-01";

    private final ServiceUnderTest service;
    private final TestIssuer issuer;
    private final WorkspacePeers peers;

    ScoringRequests(ServiceUnderTest service, TestIssuer issuer, WorkspacePeers peers) {
        this.service = service;
        this.issuer = issuer;
        this.peers = peers;
    }

    /** Model management of the workspace, with a token for ARM. */
    ValidatableResponse as(String principal, String method, String path, String body) {
        return send(bearer(issuer.aad(ARM, principal).sign()), method, uri(path), body)
                .then();
    }

    String uri(String path) {
        return "/modelmanagement/v1.0" + peers.workspace() + path;
    }

    RequestSpecification bearer(String token) {
        return service.given().header("Authorization", "Bearer " + token);
    }

    /** The provider's ARM paths, with ARM's assertion. */
    ValidatableResponse arm(String method, String id, String body) {
        String uri = id + ARM_VERSION;
        byte[] bytes = body == null ? null : body.getBytes(StandardCharsets.UTF_8);
        String assertion = issuer.assertion("scoring", method, uri, bytes, "50000000-0000-4000-8000-000000000009")
                .sign();
        return send(bearer(assertion), method, uri, body).then();
    }

    /** A registry, which is made with its admin user enabled. */
    void newRegistry() {
        arm("PUT", peers.registry(), """
                        {
                          "location": "eastus",
                          "sku": {"name": "Basic"},
                          "properties": {"adminUserEnabled": true}
                        }""").statusCode(201);
    }

    /** The data plane of the workspace's registry, with one of its tokens. */
    ValidatableResponse registry(String token, String method, String path) {
        return send(
                        service.given(peers.registryName() + ".azurecr").header("Authorization", "Bearer " + token),
                        method,
                        path,
                        null)
                .then();
    }

    ValidatableResponse registryForm(String path, String form) {
        return service.given(peers.registryName() + ".azurecr")
                .contentType("application/x-www-form-urlencoded")
                .body(form)
                .post(path)
                .then();
    }

    ValidatableResponse exchange(String aadToken) {
        return registryForm(
                "/oauth2/exchange",
                "grant_type=access_token&service="
                        + service.host(peers.registryName() + ".azurecr")
                        + "&access_token="
                        + aadToken);
    }

    /** A registry token for which the admin's password was given. */
    String adminToken(String scope) {
        String password = arm("POST", peers.registry() + "/listCredentials", null)
                .extract()
                .path("passwords[0].value");
        return service.given(peers.registryName() + ".azurecr")
                .header("Authorization", basic(peers.registryName(), password))
                .get("/oauth2/token?service=x&scope=" + scope)
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");
    }

    static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** A deployed service, by the label of its host. */
    ValidatableResponse score(String endpoint, String authorization, String body) {
        RequestSpecification request = service.given(endpoint + ".inference");
        return send(
                        authorization == null ? request : request.header("Authorization", authorization),
                        "POST",
                        "/score",
                        body)
                .then();
    }

    static Response send(RequestSpecification request, String method, String uri, String body) {
        RequestSpecification filled = body == null
                ? request
                : request.contentType("application/json").body(body.getBytes(StandardCharsets.UTF_8));
        return filled.request(method, uri);
    }
}
