package io.mltwin.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.encoding.AsciiCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Plays identity's evaluator of Azure RBAC with a table of what is allowed; everything else is
 * denied. As in Azure, what is allowed at a scope is allowed below it. The caller's {@code
 * AccessClient} keeps an allowed answer for a second: wait for a revocation, do not expect it at
 * once.
 */
public final class TestDecisions {

    private final Set<Allowed> table = ConcurrentHashMap.newKeySet();
    private final List<Asked> asked = new ArrayList<>();

    private record Allowed(String principal, String action, String scope) {}

    /** One question that was asked, in the words of the caller. */
    public record Asked(String principalId, String action, String scope, boolean data, boolean allowed) {}

    private record DecisionsBody(List<Boolean> decisions) {}

    /**
     * Allows an action or data action at a scope and below.
     *
     * @param action {@code *} for all
     */
    public void allow(String principalId, String action, String scope) {
        table.add(new Allowed(principalId, lower(action), lower(scope)));
    }

    /** Allows a principal everything everywhere. */
    public void allowAll(String principalId) {
        allow(principalId, "*", "/");
    }

    /** Takes everything from a principal. */
    public void revoke(String principalId) {
        table.removeIf(row -> row.principal().equals(principalId));
    }

    /** Every question since the last reset, in order. */
    public List<Asked> asked() {
        synchronized (asked) {
            return List.copyOf(asked);
        }
    }

    public void reset() {
        table.clear();
        synchronized (asked) {
            asked.clear();
        }
    }

    PeerAnswer check(PeerRequest request) {
        JsonNode question = request.json();
        String principal = question.path("principalId").asText();
        List<String> principals = new ArrayList<>(List.of(principal));
        question.path("groups").forEach(group -> principals.add(group.asText()));
        List<Boolean> decisions = new ArrayList<>();
        for (JsonNode check : question.path("checks")) {
            String action = check.path("action").asText();
            String scope = check.path("scope").asText();
            boolean allowed = principals.stream().anyMatch(one -> isAllowed(one, action, scope));
            decisions.add(allowed);
            synchronized (asked) {
                asked.add(new Asked(principal, action, scope, check.path("data").asBoolean(), allowed));
            }
        }
        return PeerAnswer.json(200, new DecisionsBody(decisions));
    }

    private boolean isAllowed(String principal, String action, String scope) {
        return table.stream()
                .anyMatch(row -> row.principal().equals(principal)
                        && (row.action().equals("*") || row.action().equals(lower(action)))
                        && covers(row.scope(), lower(scope)));
    }

    private static boolean covers(String allowedAt, String scope) {
        return allowedAt.equals("/") || scope.equals(allowedAt) || scope.startsWith(allowedAt + "/");
    }

    private static String lower(String text) {
        return AsciiCase.lower(text);
    }
}
