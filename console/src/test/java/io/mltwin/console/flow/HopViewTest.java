package io.mltwin.console.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.console.flow.HopView.Arrow;
import io.mltwin.console.flow.HopView.Claim;
import io.mltwin.traces.HopFilter;
import io.mltwin.traces.Participants;
import io.mltwin.traces.RecordedSpan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HopViewTest {

    private static final RecordedSpan REFUSED = span(
            "s1",
            Map.of(
                    "http.request.method", "GET",
                    "server.address", "kv.vault.base:1",
                    "url.path", "/secrets/a",
                    "mltwin.token.kind", "AAD",
                    "mltwin.token.audience", "https://vault",
                    "mltwin.caller.object_id", "alice",
                    "mltwin.caller.tenant_id", "t",
                    "mltwin.verdict", "accepted",
                    "mltwin.decision", "d1",
                    "http.response.status_code", "403"));

    @Test
    void aHopTellsWhatItsSpanKnows() {
        ShownTrace trace = new ShownTrace("t", new HopFilter(null, true));
        trace.add(List.of(REFUSED, span("s2", Map.of("http.response.status_code", "200"))));

        List<HopView> hops = trace.view().hops();

        assertThat(hops).hasSize(1);
        HopView hop = hops.get(0);
        assertThat(hop.key()).isEqualTo("t-s1");
        assertThat(hop.words()).isEqualTo("client → Key Vault: GET /secrets/a [AAD token: accepted, 403]");
        assertThat(hop.refused()).isTrue();
        assertThat(hop.decision()).isEqualTo("d1");
        assertThat(hop.claims())
                .containsExactly(new Claim("aud", "https://vault"), new Claim("oid", "alice"), new Claim("tid", "t"));
        assertThat(hop.endMillis()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "client, Key Vault, false, true",
        "Key Vault, client, false, false",
        "Key Vault, Key Vault, true, false",
        "somebody, Key Vault, false, false"
    })
    void anArrowGoesFromLaneToLane(String from, String to, boolean loop, boolean headFromLeft) {
        Arrow arrow = Arrow.of(from, to);

        assertThat(arrow.isLoop()).isEqualTo(loop);
        assertThat(arrow.to()).isEqualTo(Lanes.middle(to));
        assertThat(arrow.head()).startsWith(arrow.to() + ",30 ");
        assertThat(Integer.parseInt(arrow.head().split("[ ,]")[2]) < arrow.to()).isEqualTo(headFromLeft);
        assertThat(arrow.textAt()).isBetween(0, Lanes.width());
    }

    @Test
    void aNameWithoutALaneIsWithTheOthers() {
        assertThat(Lanes.middle("somebody")).isEqualTo(Lanes.middle(Lanes.OTHERS));
        assertThat(Lanes.middle(Participants.CLIENT)).isEqualTo(Lanes.WIDTH / 2);
    }

    @Test
    void theStyleHasTheWidthOfTheDrawing() throws IOException {
        try (InputStream style = HopViewTest.class.getResourceAsStream("/console/flow.css")) {
            assertThat(new String(style.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("width: " + Lanes.width() + "px;")
                    .contains("flex: 0 0 " + Lanes.WIDTH + "px;");
        }
    }

    private static RecordedSpan span(String id, Map<String, String> attributes) {
        return new RecordedSpan(
                "t", id, null, "keyvault", "SERVER", "name", 1_000_000, 2_000_000, new TreeMap<>(attributes));
    }
}
