package io.mltwin.compute.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.node.host.HostExchange.NodeState;
import io.mltwin.node.host.HostExchange.Orders;
import io.mltwin.node.host.HostExchange.Report;
import io.mltwin.node.host.HostExchange.Start;
import io.mltwin.node.host.NodeProcesses.Liveness;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RemoteNodeHostTest {

    private static final NodeSecret SECRET = new NodeSecret("s");

    private final RemoteNodeHost host = new RemoteNodeHost();
    private long number;

    @Test
    void anOrderIsRepeatedUntilAReportShowsItDone() {
        report("life1");
        host.start("a", SECRET, true);
        assertThat(host.orders().start()).containsExactly(new Start("a", "s", true));

        report("life1");
        assertThat(host.orders().start()).as("its answer was lost").hasSize(1);
        report("life1", "a");
        assertThat(host.orders().start()).as("it was carried out").isEmpty();
        assertThat(host.liveness("a")).isEqualTo(Liveness.ALIVE);
    }

    @Test
    void aHostThatStartsAgainHasNoneOfItsNodes() {
        report("life1", "a");
        report("life2");

        assertThat(host.liveness("a")).isEqualTo(Liveness.DEAD);
        assertThat(host.orders().start()).as("nor is it started a second time").isEmpty();
    }

    @Test
    void afterARestartOfTheServiceNothingIsKnownUntilTheHostReports() {
        assertThat(host.liveness("a")).isEqualTo(Liveness.UNKNOWN);
        report("life1", "a");

        assertThat(host.liveness("a")).isEqualTo(Liveness.ALIVE);
        assertThat(host.liveness("never started")).isEqualTo(Liveness.DEAD);
        assertThat(host.known()).containsExactly("a");
    }

    @Test
    void aReportThatComesLateIsNoNews() {
        number = 5;
        host.report(new Report("life1", 7, List.of(new NodeState("a", false, "no memory"))));
        report("life1", "a");

        assertThat(host.liveness("a")).isEqualTo(Liveness.DEAD);
        assertThat(host.logTail("a")).isEqualTo("no memory");
    }

    @Test
    void anOrderWakesTheHostThatWaits() throws Exception {
        report("life1");
        CompletableFuture<Orders> waiting = host.orders(Duration.ofSeconds(60));
        assertThat(waiting).isNotDone();

        host.start("a", SECRET, false);

        assertThat(waiting.get(10, TimeUnit.SECONDS).start()).hasSize(1);
    }

    @Test
    void aNodeIsDestroyedWhenTheHostSaysThatItIsGone() throws Exception {
        report("life1", "a", "b");
        CompletableFuture<Void> destroyed = CompletableFuture.runAsync(() -> host.destroy("a"));
        assertThat(host.orders(Duration.ofSeconds(10)).get(10, TimeUnit.SECONDS).end())
                .containsExactly("a");
        assertThat(host.known()).containsExactly("b");
        assertThat(destroyed).isNotDone();

        report("life1", "b");

        destroyed.get(10, TimeUnit.SECONDS);
        assertThat(host.orders().end()).isEmpty();
    }

    @Test
    void aSecretIsNotShown() {
        assertThat(new Start("a", "s3cret", false).toString()).doesNotContain("s3cret");
    }

    private void report(String boot, String... nodes) {
        host.report(new Report(
                boot,
                ++number,
                Stream.of(nodes).map(node -> new NodeState(node, true, "")).toList()));
    }
}
