package io.mltwin.compute;

import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestIssuer;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;

/** Azure Resource Manager's calls to this service for somebody. */
public record AssertedArm(ServiceUnderTest service, TestIssuer issuer, String principal) {

    private static final String VERSION = "api-version=2023-10-01";

    /** Single quotes in the body are double ones. */
    public ValidatableResponse send(String method, String id, String body) {
        byte[] bytes =
                body == null ? null : body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        String uri = id + (id.contains("?") ? "&" : "?") + VERSION;
        RequestSpecification request =
                service.given()
                        .header(
                                "Authorization",
                                "Bearer "
                                        + issuer.assertion("compute", method, uri, bytes, principal)
                                                .sign());
        return (bytes == null ? request : request.contentType("application/json").body(bytes))
                .request(method, uri)
                .then();
    }
}
