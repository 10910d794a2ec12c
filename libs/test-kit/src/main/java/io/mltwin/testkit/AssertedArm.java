package io.mltwin.testkit;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Azure Resource Manager's calls to the service under test, for somebody whom it has authorized.
 *
 * @param principal object id of the caller
 */
public record AssertedArm(ServiceUnderTest service, TestIssuer issuer, String principal) {

    private static final String VERSION = "api-version=2023-10-01";

    /** Calls for somebody who is nobody else. */
    static AssertedArm ofSomebody(ServiceUnderTest service, TestIssuer issuer) {
        return new AssertedArm(service, issuer, UUID.randomUUID().toString());
    }

    /** Sends a request; single quotes in the body are double ones. */
    public ValidatableResponse send(String method, String id, String body) {
        byte[] bytes = body == null ? null : body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        String uri = id + (id.contains("?") ? "&" : "?") + VERSION;
        TestToken assertion = issuer.assertion(service.name(), method, uri, bytes, principal);
        RequestSpecification request = service.given().header("Authorization", "Bearer " + assertion.sign());
        return (bytes == null
                        ? request
                        : request.contentType("application/json").body(bytes))
                .request(method, uri)
                .then();
    }
}
