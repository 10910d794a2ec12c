package io.mltwin.traces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SequenceDiagramTest {
    private static final String ARM_HOST = "management.mltwin.localhost:8442";

    @Test
    void tellsCallerReceiverTokenAndVerdict() {
        String text = SequenceDiagram.of(
                "one",
                List.of(
                        server("s1", "client0", "workspace", 1, ARM_HOST, "/subscriptions/s", "AAD"),
                        span("c1", "s1", "workspace", "CLIENT", 2, Map.of()),
                        server(
                                "s2",
                                "c1",
                                "keyvault",
                                3,
                                "localhost:8443",
                                "/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v",
                                "ASSERTION")));

        assertEquals("""
                %% one
                sequenceDiagram
                    participant p0 as client
                    participant p1 as Azure Resource Manager
                    participant p2 as Key Vault
                    p0->>p1: PUT /subscriptions/s<br/>AAD token: accepted, 200
                    p1->>p2: PUT /…/g/KeyVault/vaults/v<br/>provider assertion: accepted, 200
                """, text);
    }

    @Test
    void repeatedCallIsDrawnOnce() {
        RecordedSpan poll = server("s1", "x", "compute", 1, "h", "/history", "AAD");
        String text = SequenceDiagram.of(
                "one",
                List.of(
                        poll,
                        server("s2", "x", "compute", 2, "h", "/history", "AAD"),
                        server("s3", "x", "compute", 3, "h", "/history", "AAD")));

        assertTrue(text.contains("PUT /history (3 times)"), text);
        assertEquals(1, text.lines().filter(line -> line.contains("->>")).count());
    }

    @Test
    void aRefusalIsCrossedOut() {
        Map<String, String> attributes = new TreeMap<>();
        attributes.put("http.request.method", "GET");
        attributes.put("url.path", "/x");
        attributes.put("mltwin.token.kind", "refused");
        attributes.put("mltwin.verdict", "refused: expired");
        attributes.put("http.response.status_code", "401");

        String text = SequenceDiagram.of("one", List.of(span("s1", null, "compute", "SERVER", 1, attributes)));

        assertTrue(text.contains("p0-xp1: GET /x<br/>token: refused: expired, 401"), text);
    }

    @Test
    void aTargetActsFromItsRunOn() {
        List<RecordedSpan> spans = List.of(
                server("s1", "x", "compute", 1, "h", "/execution", "AAD"),
                span(
                        "p1",
                        "s1",
                        "compute",
                        "PRODUCER",
                        2,
                        Map.of(
                                "mltwin.participant", "compute target",
                                "mltwin.token.kind", "RUN",
                                "mltwin.verdict", "run token given")),
                server("s2", "p1", "compute", 3, "h", "/history", "RUN"));

        assertEquals(
                List.of(
                        "client → Azure Machine Learning",
                        "Azure Machine Learning → compute target",
                        "compute target → Azure Machine Learning"),
                Hops.of(spans).stream()
                        .map(hop -> hop.from() + " → " + hop.to())
                        .toList());
        assertEquals(
                List.of("client", "  Azure", "    compute"),
                TraceTree.of(spans).stream()
                        .map(line -> line.replaceAll("^( *\\w+).*", "$1"))
                        .toList());
    }

    @Test
    void signsOfMermaidAreEscaped() {
        String escaped = SequenceDiagram.escaped("a;b#c<d>\"e\"\nf&g");

        assertEquals("a#59;b#35;c#60;d#62;#34;e#34; f#38;g", escaped);
    }

    @Test
    void aTitleStaysOneComment() {
        String text = SequenceDiagram.of("a\nb", List.of());

        assertFalse(text.contains("\nb"), text);
    }

    private static RecordedSpan server(
            String id, String parent, String service, long start, String host, String path, String tokenKind) {
        Map<String, String> attributes = new TreeMap<>();
        attributes.put("http.request.method", "PUT");
        attributes.put("server.address", host);
        attributes.put("url.path", path);
        attributes.put("mltwin.token.kind", tokenKind);
        attributes.put("mltwin.verdict", "accepted");
        attributes.put("http.response.status_code", "200");
        return span(id, parent, service, "SERVER", start, attributes);
    }

    private static RecordedSpan span(
            String id, String parent, String service, String kind, long start, Map<String, String> attributes) {
        return new RecordedSpan("t", id, parent, service, kind, "name", start, start + 1, attributes);
    }
}
