package io.mltwin.traces;

import static io.mltwin.traces.Spans.WORKSPACE;
import static io.mltwin.traces.Spans.client;
import static io.mltwin.traces.Spans.server;
import static io.mltwin.traces.Spans.span;
import static io.mltwin.traces.Spans.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.traces.LiveHops.Change;
import io.mltwin.traces.LiveHops.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveHopsTest {

    /** A run: submitted, passed to its target, whose polling repeats, and one call refused. */
    private static final List<RecordedSpan> FLOW = List.of(
            server("s1", "browser", "compute", 1, "POST /execution/v1.0" + WORKSPACE),
            client("c1", "s1", "compute", 2, "POST /_mltwin/access/check"),
            server("s2", "c1", "identity", 3, "POST /_mltwin/access/check"),
            with(
                    span("p1", "s1", "compute", "PRODUCER", 4),
                    Map.of(
                            "mltwin.participant", "compute target",
                            "mltwin.token.kind", "RUN",
                            "mltwin.verdict", "run token given")),
            server("s3", "p1", "compute", 5, "GET /history/v1.0" + WORKSPACE),
            server("s4", "p1", "compute", 6, "GET /history/v1.0" + WORKSPACE),
            with(
                    server("s5", "p1", "keyvault", 6, "GET /secrets/a"),
                    Map.of(
                            "mltwin.token.kind",
                            "refused",
                            "mltwin.verdict",
                            "refused: expired",
                            "http.response.status_code",
                            "401")));

    @Test
    void everyOrderOfArrivalComesToTheSameHops() {
        List<Row> expected = LiveHops.fold(Hops.of(FLOW));
        List<List<RecordedSpan>> orders = new ArrayList<>();
        permute(new ArrayList<>(FLOW), 0, orders);

        assertThat(orders).hasSize(5040);
        for (List<RecordedSpan> order : orders) {
            LiveHops live = new LiveHops();
            List<Row> drawn = new ArrayList<>();
            for (RecordedSpan span : order) {
                draw(drawn, live.add(List.of(span)));
            }
            assertThat(withoutKeys(live.rows())).isEqualTo(withoutKeys(expected));
            assertThat(drawn).as("what the changes draw").isEqualTo(live.rows());
        }
    }

    @Test
    void repeatedHopIsOneRow() {
        LiveHops live = new LiveHops();
        live.add(FLOW.subList(0, 5));

        List<Change> changes = live.add(List.of(FLOW.get(5)));

        assertThat(changes).extracting(Change::key).containsExactly("s3");
        assertThat(changes.get(0).row().times()).isEqualTo(2);
    }

    @Test
    void aRowKeepsItsKeyWhenAnEarlierHopJoinsIt() {
        LiveHops live = new LiveHops();
        live.add(List.of(FLOW.get(3), FLOW.get(5)));

        live.add(List.of(FLOW.get(4)));

        assertThat(live.rows()).extracting(Row::key).containsExactly("p1", "s4");
        assertThat(live.rows().get(1).hop().span().spanId()).isEqualTo("s3");
    }

    @Test
    void aSpanThatComesAgainChangesNothing() {
        LiveHops live = new LiveHops();
        live.add(FLOW);

        assertThat(live.add(FLOW)).isEmpty();
    }

    @Test
    void theCallersNameComesWithTheParent() {
        LiveHops live = new LiveHops();
        live.add(List.of(FLOW.get(4)));
        assertThat(live.rows().get(0).hop().from()).isEqualTo(Participants.CLIENT);

        live.add(List.of(FLOW.get(3)));

        assertThat(live.rows().get(1).hop().from()).isEqualTo(Participants.TARGET);
        assertThat(live.rows().get(1).key()).isEqualTo("s3");
    }

    @Test
    void spansThatNameEachOtherAsParentsEnd() {
        LiveHops live = new LiveHops();

        live.add(List.of(server("a", "b", "compute", 1, "GET /a"), server("b", "a", "compute", 2, "GET /b")));

        assertThat(live.rows()).hasSize(2);
    }

    @Test
    void aFilterShowsAWorkspaceAndWhatItsCallsCaused() {
        HopFilter filter = new HopFilter(WORKSPACE, false);
        List<RecordedSpan> other = List.of(server("o1", "x", "compute", 9, "GET /subscriptions/s/other"));
        List<RecordedSpan> all = new ArrayList<>(FLOW);
        all.addAll(other);

        assertThat(filter.spans(all)).containsExactlyElementsOf(FLOW);
        assertThat(Hops.of(FLOW).stream().filter(new HopFilter(null, true)::shows))
                .extracting(Hop::verdict)
                .containsExactly("refused: expired, 401");
    }

    private static void permute(List<RecordedSpan> list, int from, List<List<RecordedSpan>> into) {
        if (from == list.size()) {
            into.add(List.copyOf(list));
            return;
        }
        for (int i = from; i < list.size(); i++) {
            java.util.Collections.swap(list, from, i);
            permute(list, from + 1, into);
            java.util.Collections.swap(list, from, i);
        }
    }

    /** Does what a page does with the changes. */
    private static void draw(List<Row> drawn, List<Change> changes) {
        for (Change change : changes) {
            drawn.removeIf(row -> row.key().equals(change.key()));
            if (!change.isRemoval()) {
                int at = 0;
                while (change.after() != null && !drawn.get(at++).key().equals(change.after())) {}
                drawn.add(at, change.row());
            }
        }
    }

    private static List<Object> withoutKeys(List<Row> rows) {
        return rows.stream()
                .<Object>map(row ->
                        row.hop().words() + row.times() + row.hop().span().spanId())
                .toList();
    }
}
