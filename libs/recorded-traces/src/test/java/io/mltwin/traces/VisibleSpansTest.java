package io.mltwin.traces;

import static io.mltwin.traces.Spans.TENANT;
import static io.mltwin.traces.Spans.WORKSPACE;
import static io.mltwin.traces.Spans.by;
import static io.mltwin.traces.Spans.client;
import static io.mltwin.traces.Spans.server;
import static io.mltwin.traces.Spans.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisibleSpansTest {

    private static final List<RecordedSpan> SPANS = List.of(
            by(server("alice1", "x", "workspace", 1, "GET " + WORKSPACE), "alice"),
            client("alice2", "alice1", "workspace", 2, "GET /secrets/a"),
            by(server("alice3", "alice2", "keyvault", 3, "GET /secrets/a"), "workspace"),
            by(server("bob1", "x", "compute", 4, "GET /history/v1.0" + WORKSPACE), "bob"),
            by(server("bob2", "bob1", "keyvault", 5, "GET /secrets/b"), "workspace"),
            server("nobody", "x", "telemetry", 6, "POST /v2/track"));

    @Test
    void anOperatorSeesAll() {
        assertThat(ids(SpanVisibility.ofOperator())).hasSize(6);
    }

    @Test
    void aReaderSeesOwnCallsAndWhatTheyCausedOnly() {
        assertThat(ids(SpanVisibility.ofOwn(TENANT, "alice"))).containsExactly("alice1", "alice2", "alice3");
        assertThat(ids(SpanVisibility.ofOwn(TENANT, "bob"))).containsExactly("bob1", "bob2");
        assertThat(ids(SpanVisibility.ofOwn(TENANT, "carol"))).isEmpty();
    }

    @Test
    void anotherTenantsAccountOfTheSameIdSeesNothing() {
        assertThat(ids(SpanVisibility.ofOwn("tenant2", "alice"))).isEmpty();
        assertThat(ids(SpanVisibility.ofOwn(null, null))).isEmpty();
    }

    @Test
    void aReadableScopeShowsItsCallsWithoutWhatTheyCaused() {
        Set<String> asked = new HashSet<>();
        SpanVisibility carol = new SpanVisibility(false, TENANT, "carol", scopes -> {
            asked.addAll(scopes);
            return scopes;
        });

        assertThat(ids(carol)).containsExactly("alice1", "bob1");
        assertThat(asked).containsExactly(WORKSPACE.toLowerCase(java.util.Locale.ROOT));
    }

    @Test
    void aCallBelowAnotherTraceWithTheSameIdsShowsNothing() {
        List<RecordedSpan> spans = new ArrayList<>(SPANS);
        RecordedSpan below = server("far", "alice1", "keyvault", 7, "GET /secrets/far");
        spans.add(new RecordedSpan(
                "other",
                below.spanId(),
                below.parentId(),
                below.service(),
                below.kind(),
                below.name(),
                7,
                8,
                below.attributes()));

        assertThat(SpanVisibility.ofOwn(TENANT, "alice").visible(spans))
                .extracting(RecordedSpan::spanId)
                .doesNotContain("far");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    /subscriptions/S, /subscriptions/s
                    /subscriptions/S/resourceGroups/G, /subscriptions/s/resourcegroups/g
                    /subscriptions/s/resourcegroups/g/providers/A.B/c/d/listKeys, /subscriptions/s/resourcegroups/g/providers/a.b/c/d
                    /subscriptions/s/resourcegroups/g/providers/a.b/c/d/e/f, /subscriptions/s/resourcegroups/g/providers/a.b/c/d/e/f
                    /subscriptions/s/resourcegroups/g/providers/a.b/c/d/providers/x.y/z/1, /subscriptions/s/resourcegroups/g/providers/a.b/c/d
                    /subscriptions/s/providers/a.b/c/d, /subscriptions/s/providers/a.b/c/d
                    /history/v1.0/subscriptions/s/resourceGroups/g/providers/a.b/c/d/runs/r, /subscriptions/s/resourcegroups/g/providers/a.b/c/d
                    /subscriptions/s/resourceGroups/g/providers/a.b/c/%2e%2e, /subscriptions/s/resourcegroups/g
                    /subscriptions/.., ''
                    /subscriptions/, ''
                    /secrets/a, ''
                    """)
    void theScopeIsInThePath(String path, String scope) {
        RecordedSpan span = server("s", null, "workspace", 1, "GET " + path);

        assertThat(span.armScope()).isEqualTo(scope.isEmpty() ? null : scope);
    }

    @Test
    void theReceiverMayNameTheScope() {
        RecordedSpan score =
                with(server("s", null, "scoring", 1, "POST /score"), Map.of("mltwin.arm_scope", WORKSPACE));

        assertThat(score.armScope()).isEqualTo(WORKSPACE.toLowerCase(java.util.Locale.ROOT));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    identity, POST /t/oauth2/v2.0/token, accepted, 200, AUTHENTICATION
                    identity, POST /t/oauth2/token, accepted: token for api://mltwin/identity, 200, ''
                    identity, POST /t/oauth2/token, presented, 401, ''
                    workspace, PUT WORKSPACE, accepted, 201, WORKSPACE
                    workspace, GET WORKSPACE, accepted, 200, ''
                    workspace, PUT WORKSPACE/computes/c, accepted, 200, ''
                    compute, POST /content/v1.0/snapshots, accepted, 200, SNAPSHOT
                    compute, POST /execution/v1.0/submit, accepted, 200, TRAINING
                    compute, POST /execution/v1.0/submit, accepted, 403, ''
                    """)
    void aCallMarksItsFlow(String service, String request, String verdict, String status, String kind) {
        RecordedSpan span = with(
                server("s", null, service, 1, request.replace("WORKSPACE", WORKSPACE)),
                Map.of("mltwin.verdict", verdict, "http.response.status_code", status));

        FlowKind found = FlowKind.of(span);

        assertThat(found).isEqualTo(kind.isEmpty() ? null : FlowKind.valueOf(kind));
    }

    private static List<String> ids(SpanVisibility visibility) {
        return visibility.visible(SPANS).stream().map(RecordedSpan::spanId).toList();
    }
}
