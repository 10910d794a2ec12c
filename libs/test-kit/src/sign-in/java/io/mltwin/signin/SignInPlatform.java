package io.mltwin.signin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.local.layout.Json;
import io.mltwin.local.trust.OperatorCredentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What tests sign in at: identity-service alone, or all services as they are packaged. */
public interface SignInPlatform {

    /** Returns a person: olivia, carl, rita, nora; gina of another tenant; bob the customer. */
    OperatorCredentials.User user(String name);

    /** Returns an application: sp1, portal; shop of the customers. */
    OperatorCredentials.ServicePrincipal application(String name);

    /** {@code https://login.BASE:port} */
    String origin();

    /** Sends a request to a virtual host. */
    Answer send(String method, String address, BodyPublisher body, Map<String, String> headers) throws IOException;

    /** Seeds what a test has for itself. */
    void seed(ObjectNode body);

    /** An answer, read whole. */
    record Answer(String request, int status, HttpHeaders headers, byte[] bytes) {

        public JsonNode json() {
            try {
                return bytes.length == 0 ? MissingNode.getInstance() : Json.MAPPER.readTree(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(request + " was answered " + text(), e);
            }
        }

        public String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        public String header(String name) {
            return headers.firstValue(name).orElse(null);
        }

        /** This answer when its status is the expected one, else the test has failed. */
        public Answer expect(int expected) {
            if (status != expected) {
                throw new AssertionError(request + " was answered " + status + ": " + text());
            }
            return this;
        }
    }
}
