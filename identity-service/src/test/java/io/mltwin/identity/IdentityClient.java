package io.mltwin.identity;

import io.mltwin.signin.SignInPlatform.Answer;
import io.mltwin.testkit.ServiceUnderTest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

/** A client of identity-service's virtual hosts that sends addresses and bodies as they are. */
public final class IdentityClient {

    private final ServiceUnderTest service;
    private final HttpClient http;

    IdentityClient(ServiceUnderTest service) {
        this.service = service;
        this.http = service.client();
    }

    /**
     * Sends a request to a virtual host such as {@code https://login.mltwin.localhost:8441/…}.
     *
     * @param token null for none
     */
    public Answer send(String method, String address, String token, BodyPublisher body, Map<String, String> headers)
            throws IOException {
        URI uri = URI.create(address);
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        HttpRequest.Builder request = HttpRequest.newBuilder(service.uri(uri.getRawPath() + query))
                .header("Host", uri.getAuthority())
                .method(method, body);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        headers.forEach(request::header);
        try {
            var answer = http.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(method + " " + uri.getRawPath(), answer.statusCode(), answer.headers(), answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The request was interrupted.");
        }
    }

    public Answer get(String address, String token) throws IOException {
        return send("GET", address, token, BodyPublishers.noBody(), Map.of());
    }
}
