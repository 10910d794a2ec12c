package io.mltwin.local.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.trust.OperatorCredentials;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlowSummaryTest {
    private static final String WORKSPACE =
            "/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/ws";
    private static final String VAULT = "/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v";

    private final FlowSummary summary = new FlowSummary(new OperatorCredentials(
            null,
            Map.of(),
            Map.of("contributor", new OperatorCredentials.ServicePrincipal("t", "app1", "o", null, null, null))));

    @Test
    void callsOfOneCallerWithOneKindOfTokenAreOneLine() throws Exception {
        // Given
        List<JsonNode> calls = calls(
                call("workspace", "GET", WORKSPACE, "AAD", "app1", "accepted", 404),
                call("workspace", "PUT", WORKSPACE, "AAD", "app1", "accepted", 201),
                call("workspace", "GET", WORKSPACE, "AAD", "app1", "accepted", 200));

        // When
        List<FlowSummary.Line> lines = summary.lines(calls);

        // Then
        assertEquals(
                List.of(new FlowSummary.Line(
                        "contributor",
                        "Azure Resource Manager",
                        "PUT /…/ws and 2 more calls",
                        "Azure AD token for aud-AAD",
                        "accepted, 201",
                        false)),
                lines);
    }

    @Test
    void questionsBetweenServicesAreCountedInOneLine() throws Exception {
        // Given
        String compute = PlatformService.COMPUTE.applicationId();
        String workspace = PlatformService.WORKSPACE.applicationId();
        List<JsonNode> calls = calls(
                call(
                        "identity",
                        "POST",
                        "/t/oauth2/v2.0/token",
                        "client_assertion",
                        compute,
                        "accepted: token for api://mltwin/identity",
                        200),
                call("identity", "POST", "/_mltwin/access/check", "SERVICE", compute, "accepted", 200),
                call("identity", "POST", "/_mltwin/access/check", "SERVICE", workspace, "accepted", 200));

        // When
        FlowSummary.Line line = summary.lines(calls).get(0);

        // Then
        assertEquals("the services", line.caller());
        assertEquals("may this principal do that? (2 times and 1 other call)", line.what());
        assertEquals("accepted, 200", line.verdict());
    }

    @Test
    void anAssertionIsToldWithTheActionThatItWasSignedFor() throws Exception {
        // Given
        List<JsonNode> calls = calls(
                call("keyvault", "GET", VAULT, "ASSERTION", "app1", "accepted", 404),
                call("keyvault", "PUT", VAULT, "ASSERTION", "app1", "accepted", 201));

        // When
        FlowSummary.Line line = summary.lines(calls).get(0);

        // Then
        assertEquals("Azure Resource Manager for contributor", line.caller());
        assertEquals("Key Vault", line.receivers());
        assertEquals("scope-PUT and 1 more action", line.what());
    }

    @Test
    void aRefusalIsToldBeforeWhatWasAccepted() throws Exception {
        // Given
        List<JsonNode> calls = calls(
                call("workspace", "PUT", WORKSPACE, "AAD", "app1", "accepted", 201),
                call("workspace", "POST", WORKSPACE, "AAD", "app1", "accepted", 403));

        // When
        FlowSummary.Line line = summary.lines(calls).get(0);

        // Then
        assertTrue(line.refused());
        assertEquals("POST /…/ws and 1 more call", line.what());
        assertEquals("1 of 2 refused: accepted, 403", line.verdict());
    }

    private static List<JsonNode> calls(Map<?, ?>... calls) {
        List<JsonNode> all = new ArrayList<>();
        for (Map<?, ?> call : calls) {
            all.add(new ObjectMapper().valueToTree(call));
        }
        return all;
    }

    private static Map<String, Object> call(
            String service, String method, String path, String kind, String caller, String verdict, int status) {
        return Map.of(
                "service", service,
                "method", method,
                "host", "localhost",
                "path", path,
                "tokenKind", kind,
                "caller", caller,
                "audience", "aud-" + kind,
                "scope", "scope-" + method,
                "verdict", verdict,
                "status", status);
    }
}
