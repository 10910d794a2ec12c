package io.mltwin.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * An answer of the service under test, read as JSON.
 *
 * @param request what was asked, for the message of a failure
 */
public record Answer(String request, Response response) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Sends a request.
     *
     * @param body written as JSON; null for none
     */
    public static Answer to(RequestSpecification request, String method, String uri, String token, Object body) {
        RequestSpecification asking = token == null ? request : request.header("Authorization", "Bearer " + token);
        byte[] bytes = bytes(body);
        return new Answer(
                method + " " + uri,
                (bytes == null ? asking : asking.contentType("application/json").body(bytes)).request(method, uri));
    }

    /** A body as it is sent; null for none. */
    public static byte[] bytes(Object body) {
        try {
            return body == null ? null : JSON.writeValueAsBytes(body);
        } catch (IOException e) {
            throw new UncheckedIOException("a body of a test is JSON", e);
        }
    }

    public int status() {
        return response.statusCode();
    }

    public String text() {
        return response.asString();
    }

    /** Returns a header's value, or null. */
    public String header(String name) {
        return response.header(name);
    }

    public JsonNode json() {
        try {
            return JSON.readTree(response.asByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(this + " is no JSON", e);
        }
    }

    /** Returns this answer when its status is one of these. */
    public Answer expect(int... statuses) {
        for (int expected : statuses) {
            if (status() == expected) {
                return this;
            }
        }
        throw new AssertionError(toString());
    }

    /** Returns the code of an error. */
    public String code() {
        return json().path("error").path("code").asText();
    }

    /** Returns the ids in a list. */
    public List<String> ids() {
        List<String> ids = new ArrayList<>();
        expect(200).json().path("value").forEach(item -> ids.add(item.path("id").asText()));
        return ids;
    }

    /** Returns the access token that was issued. */
    public String accessToken() {
        return expect(200).json().path("access_token").asText();
    }

    /** Returns what the access token says that was issued. */
    public JsonNode claims() {
        try {
            return JSON.readTree(Base64.getUrlDecoder().decode(accessToken().split("\\.")[1]));
        } catch (IOException e) {
            throw new UncheckedIOException("no claims in a token", e);
        }
    }

    @Override
    public String toString() {
        return request + " was answered " + status() + ": " + text();
    }
}
