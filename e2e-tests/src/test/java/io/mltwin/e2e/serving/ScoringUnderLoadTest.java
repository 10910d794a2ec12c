package io.mltwin.e2e.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.e2e.fixtures.ScoredService;
import io.mltwin.e2e.fixtures.ScoringRecords;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Part;
import io.mltwin.e2e.platform.Parts;
import io.mltwin.e2e.platform.PersistentClient;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.FlowClient;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A hundred scoring requests a second while telemetry, Kafka and PostgreSQL are killed in turn: no
 * caller notices, and each request is recorded once. {@code -Dmltwin.load.seconds=60} is the full
 * time.
 */
@OnlyOn(
        value = Target.PROCESSES,
        because =
                "its pace is that of processes that are started again at once; ContainerKillTest kills the containers")
@Isolated("it kills parts")
class ScoringUnderLoadTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final int PER_SECOND = 100;
    private static final int SECONDS = Integer.getInteger("mltwin.load.seconds", 20);

    @Test
    void noClientNoticesAndEachRequestIsRecordedOnce() throws Exception {
        // Given
        PLATFORM.flows();
        ScoredService service = ScoredService.find(PLATFORM, "cancer-service");
        PersistentClient calls = new PersistentClient();
        ScoringRecords records = new ScoringRecords(PLATFORM, calls);
        FlowClient client = PLATFORM.flowClient();
        Parts parts = new Parts(PLATFORM);
        PacedLoad load = new PacedLoad(
                PER_SECOND, () -> records.expect(service.score(client).expect(200)));
        // When
        CompletableFuture<?> kills = CompletableFuture.allOf(
                kill(parts, Part.TELEMETRY, SECONDS / 6.0),
                kill(parts, Part.KAFKA, SECONDS * 5 / 12.0),
                kill(parts, Part.POSTGRES, SECONDS * 2 / 3.0));
        load.run(Duration.ofSeconds(SECONDS));
        kills.join();
        long end = System.nanoTime();
        // Then
        records.awaitEachOnce();

        System.out.printf(
                "[load] %d requests in %d s, %d errors, p50 %.1f ms, p99 %.1f ms, longest %.1f ms;"
                        + " %d records, each once, the last one %.1f s after the last request%n",
                load.sent(),
                SECONDS,
                load.errors().size(),
                load.percentile(0.5).toNanos() / 1e6,
                load.percentile(0.99).toNanos() / 1e6,
                load.percentile(1).toNanos() / 1e6,
                records.expected(),
                (System.nanoTime() - end) / 1e9);
        assertThat(load.errors()).isEmpty();
        assertThat(load.sent()).isEqualTo(PER_SECOND * SECONDS);
        assertThat(records.expected()).isEqualTo(load.sent());
        for (Part part : new Part[] {Part.TELEMETRY, Part.KAFKA, Part.POSTGRES}) {
            parts.awaitBack(part);
        }
    }

    private static CompletableFuture<Void> kill(Parts parts, Part part, double afterSeconds) {
        Executor later = CompletableFuture.delayedExecutor((long) (afterSeconds * 1000), TimeUnit.MILLISECONDS);
        return CompletableFuture.runAsync(
                () -> {
                    System.out.printf("[load] %s is killed%n", part);
                    parts.kill(part);
                },
                later);
    }
}
