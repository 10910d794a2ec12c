package io.mltwin.resourceprovider;

import static io.mltwin.armweb.ArmErrors.invalidRequestContent;
import static io.mltwin.armweb.AzureException.forbidden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmTarget;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.OriginalRequest;
import io.mltwin.armweb.QueryString;
import io.mltwin.encoding.Sha256;
import io.mltwin.tokencheck.VerifiedToken;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Map;

/** Compares ARM's assertion with the request it came with, and makes the call for the provider. */
@Singleton
public record AssertedCalls(ObjectMapper json) {
    /**
     * Returns the call that ARM asserts.
     *
     * @throws AzureException 403 when method, path, body, action or scope differ from the request's
     */
    public ArmCall call(VerifiedToken assertion, OriginalRequest request, ArmTarget target, byte[] body) {
        require("method", assertion.claim("method"), request.method());
        require("uri", assertion.claim("uri"), request.uri());
        require("bodySha256", assertion.claim("bodySha256"), AssertionClaims.sha256(body));
        require("action", assertion.claim("action"), target.action(request.method()));
        require("scope", assertion.claim("scope"), target.id().toString());
        Map<String, String> query = QueryString.parse(request.query());
        return new ArmCall(
                request.method(),
                target,
                query.get("api-version"),
                query,
                parse(body),
                assertion.caller(),
                request.correlationId(),
                assertion.claim("baseUrl"));
    }

    private JsonNode parse(byte[] body) {
        if (body == null || body.length == 0) {
            return null;
        }
        try {
            return json.readTree(body);
        } catch (IOException e) {
            throw invalidRequestContent(
                    "The request content is no JSON: " + e.getMessage().split("\n", 2)[0]);
        }
    }

    private static void require(String what, String asserted, String actual) {
        if (!actual.equals(asserted)) {
            throw forbidden(
                    "AssertionMismatch",
                    "Azure Resource Manager's assertion does not speak for this request: its %s differs.",
                    what);
        }
    }

    /** Binds an assertion to the body of the request that it speaks for. */
    public static final class AssertionClaims {

        private AssertionClaims() {}

        /** Hex SHA-256; of nothing for a null body. */
        public static String sha256(byte[] body) {
            return Sha256.hex(body == null ? new byte[0] : body);
        }
    }
}
