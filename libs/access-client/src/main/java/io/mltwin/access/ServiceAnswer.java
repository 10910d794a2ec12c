package io.mltwin.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.DecisionHeader;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Another service's answer, read whole.
 *
 * @param what method and path of the request, for messages
 */
public record ServiceAnswer(String what, int status, HttpHeaders headers, byte[] body, ObjectMapper mapper) {

    private static final List<String> KEPT = List.of("x-ms-request-id", DecisionHeader.NAME);

    static ServiceAnswer of(ServiceRequest request, HttpResponse<byte[]> response, ObjectMapper json) {
        return new ServiceAnswer(request.describe(), response.statusCode(), response.headers(), response.body(), json);
    }

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** Returns the body as JSON; a missing node when there is none. */
    public JsonNode json() {
        try {
            return body.length == 0 ? MissingNode.getInstance() : mapper.readTree(body);
        } catch (IOException e) {
            throw new AzureException(502, "BadGateway", "The answer to %s is no JSON.", what);
        }
    }

    /** Returns the body as a record of ours. */
    public <T> T as(Class<T> type) {
        try {
            return mapper.readValue(body, type);
        } catch (IOException e) {
            throw new AzureException(502, "BadGateway", "The answer to %s has not the expected form.", what);
        }
    }

    /**
     * This answer when its status is a success, else its error passed on with code and message.
     *
     * @throws AzureException with the other service's status, code and message
     */
    public ServiceAnswer orFault() {
        if (isSuccess()) {
            return this;
        }
        throw fault();
    }

    /**
     * Returns the other service's error as one of ours: same status, code and message, with the id
     * of the request there and of the decision behind a refusal among its headers.
     */
    public AzureException fault() {
        String code = "UpstreamError";
        String message = what + " answered " + status;
        String inner = null;
        JsonNode read = readQuietly();
        JsonNode error = read.path("error");
        if (error.isObject()) {
            code = error.path("code").asText(code);
            message = error.path("message").asText(message);
            inner = error.at("/innererror/code").asText(null);
        } else if (error.isTextual()) {
            code = error.asText();
            message = read.path("error_description").asText(message);
        } else if (headers.firstValue("x-ms-error-code").isPresent()) {
            code = headers.firstValue("x-ms-error-code").get();
        }
        Map<String, String> kept = new LinkedHashMap<>();
        for (String name : KEPT) {
            headers.firstValue(name).ifPresent(value -> kept.put(name, value));
        }
        return new AzureException(status, code, message).withInnerCode(inner).withHeaders(kept);
    }

    private JsonNode readQuietly() {
        try {
            return body.length == 0 ? MissingNode.getInstance() : mapper.readTree(body);
        } catch (IOException notJson) {
            return MissingNode.getInstance();
        }
    }
}
