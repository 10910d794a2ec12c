package io.mltwin.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each of the eight parts is killed in the middle of each of the five flows: the flow ends, by
 * itself or by the same calls again, what had been acknowledged is there, and nothing hangs. Flows
 * that can be in their middle together share one kill.
 */
@OnlyOn(
        value = Target.PROCESSES,
        because =
                "the parts and what they keep are the same; ContainerKillTest kills the containers")
@TestInstance(Lifecycle.PER_CLASS)
@Isolated("it kills parts")
class KillTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();

    /** The five flows; those of one round are struck by the same kill. */
    private enum Flow {
        TRAIN(1),
        CREATE_WORKSPACE(1),
        SAVE_SOURCE_CODE(2),
        QUERY(2),
        SERVE(2);

        private final int round;

        Flow(int round) {
            this.round = round;
        }
    }

    private record Strike(Part part, int round) {}

    private final Map<Strike, Map<Flow, CompletableFuture<Void>>> strikes = new HashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final Parts parts = new Parts(PLATFORM);
    private Duration creation;
    private Duration deployment;

    @BeforeAll
    void measureWhatIsUndisturbed() throws Exception {
        PLATFORM.flows();
        PersistentClient calls = new PersistentClient();
        creation = new InterruptedCreation(PLATFORM, "undisturbed-ws", calls).undisturbed();
        deployment =
                new InterruptedServing(PLATFORM, "undisturbed-svc", calls, false).undisturbed();
        assertThat(calls.faults()).isEmpty();
    }

    static Stream<Arguments> partAndFlow() {
        return Arrays.stream(Part.values())
                .flatMap(
                        part -> Arrays.stream(Flow.values()).map(flow -> Arguments.of(part, flow)));
    }

    @ParameterizedTest
    @MethodSource("partAndFlow")
    void aKillLosesNothing(Part part, Flow flow) throws Exception {
        Strike strike = new Strike(part, flow.round);
        if (!strikes.containsKey(strike)) {
            strikes.put(strike, strike(strike));
        }
        try {
            strikes.get(strike).get(flow).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof AssertionError failed) {
                throw failed;
            }
            throw e;
        }
    }

    /** All flows of the round to their middle, the kill, and each to its end. */
    private Map<Flow, CompletableFuture<Void>> strike(Strike strike) throws Exception {
        Map<Flow, InterruptedFlow> flows = new EnumMap<>(Flow.class);
        Map<Flow, PersistentClient> clients = new EnumMap<>(Flow.class);
        for (Flow flow : Flow.values()) {
            if (flow.round == strike.round()) {
                PersistentClient calls = new PersistentClient();
                clients.put(flow, calls);
                flows.put(flow, interrupted(flow, strike.part(), calls));
            }
        }
        for (InterruptedFlow flow : flows.values()) {
            flow.toTheMiddle();
        }
        long middle = strike.round() == 1 ? creation.toMillis() : deployment.toMillis();
        long after = middle / 10 + random.nextLong(middle * 7 / 10);
        await().atMost(Duration.ofMillis(after + 10_000))
                .pollDelay(Duration.ofMillis(after))
                .until(() -> true);
        System.out.printf(
                "[kills] %s is killed %d ms into %s%n", strike.part(), after, flows.keySet());
        parts.kill(strike.part());
        Map<Flow, CompletableFuture<Void>> ends = new EnumMap<>(Flow.class);
        flows.forEach(
                (flow, interrupted) ->
                        ends.put(
                                flow,
                                CompletableFuture.runAsync(
                                        () -> end(interrupted, clients.get(flow)))));
        List<CompletableFuture<Void>> all = new ArrayList<>(ends.values());
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
                .exceptionally(failed -> null)
                .join();
        parts.awaitBack(strike.part());
        awaitTokens();
        return ends;
    }

    /** Ready is said a moment before the first request that needs the part again. */
    private static void awaitTokens() {
        await().atMost(Duration.ofSeconds(30))
                .ignoreException(RefusalException.class)
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
            case CREATE_WORKSPACE ->
                    new InterruptedCreation(PLATFORM, "struck-" + part.key(), calls);
            case SAVE_SOURCE_CODE -> new InterruptedSaving(PLATFORM, calls);
            case QUERY -> new InterruptedQuery(PLATFORM, calls);
            case SERVE ->
                    new InterruptedServing(
                            PLATFORM, "struck-" + part.key(), calls, part == Part.SCORING);
        };
    }
}
