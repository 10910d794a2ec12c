package io.mltwin.armweb;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.encoding.AsciiCase;
import java.util.Map;

/**
 * A control-plane call after ARM's checks: what a provider gets.
 *
 * @param method upper case
 * @param query decoded query parameters, names in lower case
 * @param body null when the request had none
 * @param baseUrl scheme, host and port the client used, without a slash, for absolute links
 * @param showsAll the caller may read at the scope of the list that it asks for, and so all of it
 */
public record ArmCall(
        String method,
        ArmTarget target,
        String apiVersion,
        Map<String, String> query,
        JsonNode body,
        Caller caller,
        String correlationId,
        String baseUrl,
        boolean showsAll) {

    public ArmCall(
            String method,
            ArmTarget target,
            String apiVersion,
            Map<String, String> query,
            JsonNode body,
            Caller caller,
            String correlationId,
            String baseUrl) {
        this(method, target, apiVersion, query, body, caller, correlationId, baseUrl, false);
    }

    public ArmResourceId id() {
        return target.id();
    }

    public String action() {
        return target.action(method);
    }

    /** Returns the same call with another body. */
    public ArmCall withBody(JsonNode other) {
        return new ArmCall(method, target, apiVersion, query, other, caller, correlationId, baseUrl, showsAll);
    }

    /** Returns the same call of one who may read at the scope of the list. */
    public ArmCall showingAll() {
        return new ArmCall(method, target, apiVersion, query, body, caller, correlationId, baseUrl, true);
    }

    /** True for GET or HEAD of one resource. */
    public boolean isGet() {
        return (method.equals("GET") || method.equals("HEAD")) && target.collection() == null;
    }

    public boolean isList() {
        return method.equals("GET") && target.collection() != null;
    }

    public boolean isPut() {
        return method.equals("PUT") && target.collection() == null;
    }

    public boolean isPatch() {
        return method.equals("PATCH") && target.collection() == null;
    }

    public boolean isDelete() {
        return method.equals("DELETE") && target.collection() == null;
    }

    /** True for POST of this operation, compared without case. */
    public boolean isPost(String operation) {
        return method.equals("POST") && AsciiCase.equal(operation, target.collection());
    }

    /** True when the request's api-version is this one or a later one, {@code 2022-10-01}. */
    public boolean isSince(String version) {
        return apiVersion.compareTo(version) >= 0;
    }

    /** Returns the body, which must be a JSON object. */
    public JsonNode requiredBody() {
        invalidRequestContentIf(
                body == null || !body.isObject(), "The request content was missing or is no JSON object.");
        return body;
    }
}
