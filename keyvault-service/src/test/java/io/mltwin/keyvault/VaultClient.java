package io.mltwin.keyvault;

import static org.hamcrest.Matchers.equalTo;

import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestIssuer;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Calls of the tests: to ARM's provider with an assertion, to a vault's host with a token. */
record VaultClient(ServiceUnderTest service, TestIssuer issuer) {

    static final String AUDIENCE = "https://vault.azure.net";

    /** Whom {@link #policies} let do everything. */
    static final String OFFICER = UUID.randomUUID().toString();

    static final String SUBSCRIPTION = "/subscriptions/20000000-0000-4000-8000-000000000001";
    static final String VAULTS = SUBSCRIPTION + "/resourceGroups/rg1/providers/Microsoft.KeyVault/vaults/";
    static final String ARM_VERSION = "?api-version=2023-07-01";

    private static final AtomicInteger NAMES = new AtomicInteger();

    ValidatableResponse set(String vault, String name, String value) {
        return send(officer(vault), "PUT", "/secrets/" + name + "?api-version=7.4", "{\"value\":\"" + value + "\"}")
                .then()
                .statusCode(200)
                .body("value", equalTo(value));
    }

    Response get(String vault, String path) {
        return send(officer(vault), "GET", path + "?api-version=7.4", null);
    }

    Response call(String vault, String method, String path, String body) {
        return send(officer(vault), method, path + "?api-version=7.4", body);
    }

    Response post(String vault, String path, String body) {
        return call(vault, "POST", path, body);
    }

    RequestSpecification officer(String vault) {
        return at(vault, issuer.aad(AUDIENCE, OFFICER).sign());
    }

    RequestSpecification at(String vault, String token) {
        return service.given(vault + ".vault").header("Authorization", "Bearer " + token);
    }

    RequestSpecification bearer(String token) {
        return service.given().header("Authorization", "Bearer " + token);
    }

    Response arm(String method, String uri, String body) {
        return send(
                bearer(issuer.assertion("keyvault", method, uri, bytes(body), OFFICER)
                        .sign()),
                method,
                uri,
                body);
    }

    static Response send(RequestSpecification request, String method, String uri, String body) {
        RequestSpecification filled =
                body == null ? request : request.contentType("application/json").body(bytes(body));
        return filled.request(method, uri);
    }

    static byte[] bytes(String body) {
        return body == null ? null : body.getBytes(StandardCharsets.UTF_8);
    }

    /** A vault through ARM; {@code properties} begins with a comma or is empty. */
    String newVault(String properties) {
        String name = newName();
        arm("PUT", VAULTS + name + ARM_VERSION, vaultBody(properties)).then().statusCode(201);
        return name;
    }

    static String newName() {
        return "kv-test-" + NAMES.incrementAndGet();
    }

    static String vaultBody(String properties) {
        return "{\"location\":\"eastus\",\"properties\":{\"tenantId\":\""
                + TestIssuer.TENANT
                + "\",\"sku\":{\"family\":\"A\",\"name\":\"standard\"}"
                + properties
                + "}}";
    }

    static String policies(String objectId) {
        return ",\"accessPolicies\":[{\"tenantId\":\""
                + TestIssuer.TENANT
                + "\",\"objectId\":\""
                + objectId
                + "\",\"permissions\":{\"secrets\":[\"all\"],\"keys\":[\"all\"],\"certificates\":[\"all\"]}}]";
    }
}
