package io.mltwin.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.trust.OperatorCredentials;
import io.mltwin.traces.Hops;
import io.mltwin.traces.Participants;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Summarizes the calls of a flow: one line for each caller and kind of credential. */
final class FlowSummary {
    private static final String ACCESS_CHECK = "/_mltwin/access/check";
    private static final Pattern GUID = Pattern.compile("^([0-9a-f]{8})-[0-9a-f-]{27}$");
    private static final int LONGEST = 60;

    private final Map<String, String> names = new HashMap<>();

    FlowSummary(OperatorCredentials credentials) {
        for (PlatformService service : PlatformService.values()) {
            // workspace-service has two parts of Azure in it: one calls, the other is called
            names.put(
                    service.applicationId(),
                    service == PlatformService.WORKSPACE ? Participants.AML : Participants.ofService(service.key()));
        }
        credentials.servicePrincipals().forEach((name, principal) -> names.put(principal.applicationId(), name));
    }

    /**
     * Calls of one caller with one kind of credential.
     *
     * @param what the first call that changes something, and how many more there are
     * @param verdict what the receivers made of the credential, and the answer to that call
     */
    record Line(String caller, String receivers, String what, String credential, String verdict, boolean refused) {}

    private record Group(String caller, String credential) {}

    /** Returns the lines in the order of their first calls. */
    List<Line> lines(List<JsonNode> calls) {
        Map<Group, List<JsonNode>> groups = new LinkedHashMap<>();
        for (JsonNode call : calls) {
            groups.computeIfAbsent(group(call), group -> new ArrayList<>()).add(call);
        }
        List<Line> lines = new ArrayList<>();
        groups.forEach((group, members) -> lines.add(line(group, members)));
        return lines;
    }

    private Group group(JsonNode call) {
        String caller = text(call, "caller");
        String name = caller.isEmpty()
                ? Participants.CLIENT
                : names.getOrDefault(caller, GUID.matcher(caller).replaceFirst("an application ($1…)"));
        String kind = text(call, "tokenKind");
        return switch (kind) {
            case "AAD" -> new Group(name, "Azure AD token for " + text(call, "audience"));
            case "RUN" -> new Group(name, "run token of " + text(call, "issuer"));
            case "ASSERTION" -> new Group(Participants.ARM + " for " + name, "one assertion for each action");
            // who calls for itself, and the sign-in that it needs for that
            case "SERVICE", "client_assertion" -> new Group("the services", "service tokens");
            case "NodeSecret" -> new Group(name, "secret of the node");
            case "key" -> new Group(name, "key of the web service");
            default -> new Group(name, kind.equals("none") ? "no token" : kind);
        };
    }

    private static Line line(Group group, List<JsonNode> calls) {
        JsonNode told = calls.stream().filter(FlowSummary::isChange).findFirst().orElse(calls.get(0));
        List<JsonNode> refused = calls.stream().filter(FlowSummary::isRefused).toList();
        String receivers = calls.stream().map(FlowSummary::receiver).distinct().collect(Collectors.joining(", "));
        if (refused.isEmpty()) {
            String verdict = text(told, "verdict").replaceAll(":.*", "");
            return new Line(
                    group.caller(),
                    receivers,
                    what(told, calls),
                    group.credential(),
                    verdict + ", " + text(told, "status"),
                    false);
        }
        JsonNode first = refused.get(0);
        return new Line(
                group.caller(),
                receivers,
                what(first, calls),
                group.credential(),
                (refused.size() == calls.size() ? "" : refused.size() + " of " + calls.size() + " refused: ")
                        + text(first, "verdict")
                        + ", "
                        + text(first, "status"),
                true);
    }

    private static String what(JsonNode told, List<JsonNode> calls) {
        long checks = calls.stream()
                .filter(call -> text(call, "path").equals(ACCESS_CHECK))
                .count();
        if (checks > 0) {
            return "may this principal do that? ("
                    + (checks == 1 ? "once" : checks + " times")
                    + more(calls.size() - checks, "other call")
                    + ")";
        }
        if (text(told, "tokenKind").equals("ASSERTION")) {
            long actions =
                    calls.stream().map(call -> text(call, "scope")).distinct().count();
            return text(told, "scope") + more(actions - 1, "more action");
        }
        String request = Hops.shortened(text(told, "method") + " " + text(told, "path"));
        return (request.length() <= LONGEST ? request : request.substring(0, LONGEST - 1) + "…")
                + more(calls.size() - 1L, "more call");
    }

    private static String more(long count, String noun) {
        return count == 0 ? "" : " and " + count + " " + noun + (count == 1 ? "" : "s");
    }

    private static String receiver(JsonNode call) {
        return Participants.receiver(
                text(call, "service"), text(call, "host"), text(call, "path"), text(call, "tokenKind"));
    }

    private static boolean isChange(JsonNode call) {
        String method = text(call, "method");
        return !method.equals("GET") && !method.equals("HEAD");
    }

    private static boolean isRefused(JsonNode call) {
        int status = call.path("status").asInt();
        return text(call, "verdict").startsWith("refused") || status == 401 || status == 403;
    }

    private static String text(JsonNode call, String field) {
        return call.hasNonNull(field) ? call.path(field).asText() : "";
    }
}
