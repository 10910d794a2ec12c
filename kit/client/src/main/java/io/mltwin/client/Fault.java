package io.mltwin.client;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is to go wrong at a service: an error, a delay, a lost connection. {@link Tenant#inject} and
 * {@link Mltwin#inject} bring it about. The service refuses a fault that cannot be, with all that is
 * wrong with it.
 */
public final class Fault {
    private final AzureService service;
    private final Map<String, Object> settings;

    private Fault(AzureService service, Map<String, Object> settings) {
        this.service = service;
        this.settings = settings;
    }

    /** Returns a fault of all requests to a service, in which nothing goes wrong yet. */
    public static Fault in(AzureService service) {
        return new Fault(service, Map.of());
    }

    /**
     * Hits one operation alone.
     *
     * @param operation method and path such as {@code GET /secrets/*}, where {@code *} stands for any characters, also
     *     as the method; a path with a host before it is that host's alone: {@code POST *.inference.*}{@code /score}
     */
    public Fault operation(String operation) {
        return with("operation", operation);
    }

    /** Hits one principal's requests alone. */
    public Fault of(Principal principal) {
        return with("principal", principal.objectId());
    }

    /** Answers with an error, from 400 to 599, in the service's own form. */
    public Fault status(int status) {
        return with("status", status);
    }

    /** Names another code than the service has for the status. */
    public Fault code(String code) {
        return with("code", code);
    }

    /** Lets requests wait first, at most five minutes. */
    public Fault latency(Duration latency) {
        return with("latencyMillis", latency.toMillis());
    }

    /** Ends the connection without an answer. */
    public Fault reset() {
        return with("reset", true);
    }

    /** Asks clients to wait so long before they try again, in whole seconds; a 429 or 503 asks for one otherwise. */
    public Fault retryAfter(Duration pause) {
        return with("retryAfterSeconds", pause.toSeconds());
    }

    /**
     * Hits a part of the requests.
     *
     * @param part above 0, at most 1
     * @param seed the same one chooses the same requests
     */
    public Fault rate(double part, long seed) {
        return with("rate", part).with("seed", seed);
    }

    /** Hits so many requests at most. */
    public Fault times(int times) {
        return with("times", times);
    }

    private Fault with(String name, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(settings);
        changed.put(name, value);
        return new Fault(service, changed);
    }

    AzureService service() {
        return service;
    }

    /**
     * Returns the rule that the service is told. Some of Azure's services share a port, so the host chooses one.
     *
     * @param tenantId null for all tenants
     */
    Map<String, Object> rule(String domain, String tenantId) {
        Map<String, Object> rule = new LinkedHashMap<>(settings);
        String host = service.label().replaceFirst("\\{.*}", "*") + "." + domain;
        rule.put(
                "operation",
                ((String) settings.getOrDefault("operation", "* /*")).replaceFirst(" /", " " + host + "/"));
        rule.put("tenant", tenantId);
        return rule;
    }

    @Override
    public String toString() {
        return "Fault[" + service + ", " + settings + "]";
    }
}
