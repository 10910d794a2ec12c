package io.mltwin.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mltwin.e2e.platform.Disturbing;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Part;
import io.mltwin.e2e.platform.Parts;
import io.mltwin.e2e.platform.PersistentClient;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.layout.RefusalException;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each of the eight parts is killed in the middle of each of the five flows: the flow ends, by
 * itself or by the same calls again, what had been acknowledged is there, and nothing hangs. The
 * flows are in their middle together, so that a part is killed once.
 */
@OnlyOn(
        value = Target.PROCESSES,
        because = "the parts and what they keep are the same; ContainerKillTest kills the containers")
@TestInstance(Lifecycle.PER_CLASS)
@Disturbing("it kills parts")
class KillTest {
    private static final TestPlatform PLATFORM = TestPlatform.disturbed();

    /** In the order in which they begin: the last two are over soonest, and begin together. */
    private enum Flow {
        TRAIN,
        SAVE_SOURCE_CODE,
        QUERY,
        SERVE,
        CREATE_WORKSPACE
    }

    private final Map<Part, Map<Flow, CompletableFuture<Void>>> strikes = new EnumMap<>(Part.class);
    private final SecureRandom random = new SecureRandom();
    private final Parts parts = new Parts(PLATFORM);
    private final ExecutorService endings = Executors.newCachedThreadPool();
    private long shortestMillis;

    @BeforeAll
    void measureWhatIsUndisturbed() throws Exception {
        PLATFORM.flows();
        PersistentClient calls = new PersistentClient();
        Duration creation = new InterruptedCreation(PLATFORM, "undisturbed-ws", calls).undisturbed();
        Duration deployment = new InterruptedServing(PLATFORM, "undisturbed-svc", calls, false).undisturbed();
        shortestMillis = Math.min(creation.toMillis(), deployment.toMillis());
        assertThat(calls.faults()).isEmpty();
    }

    @AfterAll
    void stop() {
        endings.shutdownNow();
    }

    static Stream<Arguments> partAndFlow() {
        return Arrays.stream(Part.values())
                .flatMap(part -> Arrays.stream(Flow.values()).map(flow -> Arguments.of(part, flow)));
    }

    @ParameterizedTest
    @MethodSource("partAndFlow")
    void aKillLosesNothing(Part part, Flow flow) throws Exception {
        if (!strikes.containsKey(part)) {
            strikes.put(part, strike(part));
        }
        try {
            strikes.get(part).get(flow).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof AssertionError failed) {
                throw failed;
            }
            throw e;
        }
    }

    /** All flows to their middle, the kill, and each to its end. */
    private Map<Flow, CompletableFuture<Void>> strike(Part part) throws Exception {
        Map<Flow, InterruptedFlow> flows = new EnumMap<>(Flow.class);
        Map<Flow, PersistentClient> clients = new EnumMap<>(Flow.class);
        for (Flow flow : Flow.values()) {
            PersistentClient calls = new PersistentClient();
            clients.put(flow, calls);
            flows.put(flow, interrupted(flow, part, calls));
        }
        for (InterruptedFlow flow : flows.values()) {
            flow.toTheMiddle();
        }
        long after = shortestMillis / 10 + random.nextLong(shortestMillis * 7 / 10);
        await().atMost(Duration.ofMillis(after + 10_000))
                .pollDelay(Duration.ofMillis(after))
                .until(() -> true);
        System.out.printf("[kills] %s is killed %d ms into %s%n", part, after, flows.keySet());
        parts.kill(part);
        Map<Flow, CompletableFuture<Void>> ends = new EnumMap<>(Flow.class);
        flows.forEach((flow, interrupted) ->
                ends.put(flow, CompletableFuture.runAsync(() -> end(interrupted, clients.get(flow)), endings)));
        List<CompletableFuture<Void>> all = new ArrayList<>(ends.values());
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
                .exceptionally(failed -> null)
                .join();
        parts.awaitBack(part);
        awaitTokens();
        return ends;
    }

    /** Ready is said a moment before the first request that needs the part again. */
    private static void awaitTokens() {
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptionsInstanceOf(RefusalException.class)
                .until(() -> !PLATFORM.azure().armToken("contributor").isEmpty());
    }

    private static void end(InterruptedFlow flow, PersistentClient calls) {
        try {
            flow.toTheEnd();
        } catch (Exception e) {
            throw new CompletionException(e);
        }
        assertThat(calls.faults()).isEmpty();
    }

    private InterruptedFlow interrupted(Flow flow, Part part, PersistentClient calls)
            throws IOException, InterruptedException {
        return switch (flow) {
            case TRAIN -> new InterruptedTraining(PLATFORM, calls);
            case CREATE_WORKSPACE -> new InterruptedCreation(PLATFORM, "struck-" + part.key(), calls);
            case SAVE_SOURCE_CODE -> new InterruptedSaving(PLATFORM, calls);
            case QUERY -> new InterruptedQuery(PLATFORM, calls);
            case SERVE -> new InterruptedServing(PLATFORM, "struck-" + part.key(), calls, part == Part.SCORING);
        };
    }
}
