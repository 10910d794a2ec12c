package io.mltwin.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.local.client.PlatformClient;
import io.mltwin.local.client.PlatformClient.Call;
import io.mltwin.local.client.Tokens;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.layout.PlatformSettings;
import io.mltwin.local.trust.OperatorCredentials;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks the six services who called whom in a flow, with which kind of token and what the receiver
 * made of it, since each keeps the verdicts on the calls that it received.
 */
public final class CallStory {
    private final PlatformClient client;
    private final PlatformSettings settings;
    private final Tokens tokens;
    private final Map<String, String> names;

    /**
     * @param names what to call an application id
     */
    public CallStory(PlatformClient client, PlatformSettings settings, Tokens tokens, Map<String, String> names) {
        this.client = client;
        this.settings = settings;
        this.tokens = tokens;
        this.names = Map.copyOf(names);
    }

    /** The six services by their names in Azure, the fixture's service principals by their role. */
    public static Map<String, String> names(OperatorCredentials credentials) {
        Map<String, String> names = new HashMap<>();
        for (PlatformService service : PlatformService.values()) {
            names.put(service.applicationId(), service.displayName() + " (" + service.key() + ")");
        }
        credentials
                .servicePrincipals()
                .forEach((name, principal) -> names.put(principal.applicationId(), "client as " + name));
        return names;
    }

    /**
     * The received calls of a correlation id, and those a run made with its token when one is
     * given, oldest first.
     */
    public List<JsonNode> of(String correlationId, String runId) throws IOException {
        String byRun = runId == null ? "" : "&caller=run%20" + runId;
        String administrator = tokens.administrator();
        List<JsonNode> calls = new ArrayList<>();
        for (PlatformService service : PlatformService.values()) {
            Call call = Call.of(
                            "GET",
                            settings.ports().of(service),
                            "/_mltwin/calls?correlationId=" + correlationId + byRun)
                    .as(administrator);
            client.send(call).body().forEach(calls::add);
        }
        calls.sort(Comparator.comparing(call -> call.path("time").asText()));
        return calls;
    }

    /**
     * Two lines a call; a call that repeats (polling, permission checks) is told once, with how
     * often it came.
     */
    public List<String> lines(String correlationId, String runId) throws IOException {
        Map<String, Integer> told = new LinkedHashMap<>();
        for (JsonNode call : of(correlationId, runId)) {
            told.merge(line(call), 1, Integer::sum);
        }
        List<String> lines = new ArrayList<>();
        told.forEach((line, times) -> lines.add(times == 1 ? line : line + " (" + times + " times)"));
        return lines;
    }

    private String line(JsonNode call) {
        String caller = names.getOrDefault(
                call.path("caller").asText(), call.path("caller").asText("client"));
        return String.format(
                        "%-36s → %-9s ",
                        shortened(caller, 36), call.path("service").asText())
                + call.path("method").asText()
                + ' '
                + path(call.path("path").asText())
                + "\n          "
                + kind(call)
                + " → "
                + call.path("verdict").asText()
                + ", answered "
                + call.path("status").asInt();
    }

    private static String kind(JsonNode call) {
        String kind = call.path("tokenKind").asText();
        if (call.path("issuer").isMissingNode() || call.path("issuer").isNull()) {
            return kind;
        }
        return kind
                + " iss="
                + call.path("issuer").asText()
                + " aud="
                + call.path("audience").asText()
                + " scope="
                + call.path("scope").asText();
    }

    private static String path(String path) {
        return path.replaceAll("/subscriptions/[^/]+/resourceGroups/([^/]+)", "…/$1")
                .replaceAll("/providers/Microsoft\\.", "/")
                .replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "{id}");
    }

    private static String shortened(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }
}
