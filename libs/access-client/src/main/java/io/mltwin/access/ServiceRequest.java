package io.mltwin.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.platform.ServiceName;
import io.mltwin.platform.tracing.SpanKeys;
import io.opentelemetry.api.trace.Span;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A request to another service, built step by step and then sent. */
public final class ServiceRequest {

    private static final String CORRELATION_ID = "x-ms-correlation-request-id";

    private final ServiceHttp http;
    private final ObjectMapper json;
    private final ServiceName service;
    private final String address;
    private final String method;
    private final String pathAndQuery;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private BodyPublisher body = BodyPublishers.noBody();
    private Duration timeout = ServiceHttp.TIMEOUT;

    ServiceRequest(
            ServiceHttp http,
            ObjectMapper json,
            ServiceName service,
            String address,
            String method,
            String pathAndQuery) {
        this.http = http;
        this.json = json;
        this.service = service;
        this.address = address;
        this.method = method;
        this.pathAndQuery = pathAndQuery;
    }

    /** Returns the virtual host to send, {@code kv1.vault.mltwin.localhost:8443}. */
    public ServiceRequest host(String host) {
        return header("Host", host);
    }

    public ServiceRequest bearer(String token) {
        return header("Authorization", "Bearer " + token);
    }

    public ServiceRequest header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** Passed on so that one flow can be followed through all services; null leaves it out. */
    public ServiceRequest correlationId(String id) {
        return id == null ? this : header(CORRELATION_ID, id);
    }

    public ServiceRequest json(Object value) {
        try {
            return bytes("application/json", json.writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + value.getClass(), e);
        }
    }

    public ServiceRequest form(String encoded) {
        header("Content-Type", "application/x-www-form-urlencoded");
        body = BodyPublishers.ofString(encoded);
        return this;
    }

    public ServiceRequest bytes(String contentType, byte[] content) {
        header("Content-Type", contentType);
        body = BodyPublishers.ofByteArray(content);
        return this;
    }

    public ServiceRequest body(BodyPublisher publisher) {
        body = publisher;
        return this;
    }

    public ServiceRequest timeout(Duration limit) {
        timeout = limit;
        return this;
    }

    /**
     * Sends it and reads the whole answer, whatever its status.
     *
     * @throws io.mltwin.armweb.AzureException 503 when the service does not answer
     */
    public ServiceAnswer send() {
        return ServiceAnswer.of(this, http.send(this), json);
    }

    /** Sends it and streams the answer; the caller closes the body. */
    public java.net.http.HttpResponse<java.io.InputStream> stream() {
        return http.stream(this);
    }

    ServiceName service() {
        return service;
    }

    String describe() {
        return method + " " + path();
    }

    private String path() {
        int query = pathAndQuery.indexOf('?');
        return query < 0 ? pathAndQuery : pathAndQuery.substring(0, query);
    }

    /** Says on its span where it goes; nothing of its query, headers and body. */
    void describe(Span span) {
        span.setAttribute(SpanKeys.METHOD, method);
        span.setAttribute(
                SpanKeys.HOST, headers.getOrDefault("Host", URI.create(address).getAuthority()));
        span.setAttribute(SpanKeys.PATH, path());
        span.setAttribute(SpanKeys.CORRELATION_ID, headers.get(CORRELATION_ID));
    }

    HttpRequest build() {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(address + pathAndQuery))
                .timeout(timeout)
                .method(method, body);
        headers.forEach(builder::setHeader);
        return builder.build();
    }
}
