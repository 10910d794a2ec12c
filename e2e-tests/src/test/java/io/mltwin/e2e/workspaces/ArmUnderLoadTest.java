package io.mltwin.e2e.workspaces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.fixtures.GraphClient;
import io.mltwin.e2e.fixtures.LoggedEvents;
import io.mltwin.e2e.platform.Disturbing;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Part;
import io.mltwin.e2e.platform.Parts;
import io.mltwin.e2e.platform.PersistentClient;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Eight clients create, read and delete workspaces with all they depend on: none is answered
 * otherwise than it must be, nothing is left over, and the activity log holds of each the events of
 * one that was alone, none missing and none twice. {@code -Dmltwin.arm.workspaces=200} plays many.
 */
@OnlyOn(value = Target.PROCESSES, because = "the services are the same; ContainerKillTest kills the containers")
@Disturbing("it kills a service, and counts what is left over")
class ArmUnderLoadTest {
    private static final TestPlatform PLATFORM = TestPlatform.disturbed();
    private static final int CLIENTS = 8;
    private static final int WORKSPACES = Integer.getInteger("mltwin.arm.workspaces", 8);
    private static final int STRUCK = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Azure azure = PLATFORM.azure();
    private final LoggedEvents log = new LoggedEvents(PLATFORM);

    @Test
    void nothingIsLostDoubledOrLeftOver() throws Exception {
        WorkspaceLife undisturbed = new WorkspaceLife(PLATFORM, "loadalone");
        undisturbed.live();
        undisturbed.requireNothingLeft();
        List<WorkspaceLife> lives = new ArrayList<>();
        for (int i = 0; i < WORKSPACES; i++) {
            lives.add(new WorkspaceLife(PLATFORM, "load" + i));
        }
        AtomicInteger next = new AtomicInteger();
        long start = System.nanoTime();

        inParallel(CLIENTS, () -> {
            for (int i = next.getAndIncrement(); i < WORKSPACES; i = next.getAndIncrement()) {
                lives.get(i).live();
            }
        });

        double seconds = (System.nanoTime() - start) / 1e9;
        for (WorkspaceLife life : lives) {
            life.requireNothingLeft();
        }
        requireNoPrincipals(lives);
        requireNoResources();
        List<String> expected = undisturbed.logged(log);
        assertThat(expected).containsAll(expectedEvents());
        assertThat(expected.stream().filter(event -> event.endsWith("Started")).count())
                .isEqualTo(expected.stream()
                        .filter(event -> event.endsWith("Succeeded"))
                        .count());
        for (WorkspaceLife life : lives) {
            await().atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> life.logged(log).size() >= expected.size());
            assertThat(life.logged(log)).isEqualTo(expected);
        }
        List<Long> nanos = new ArrayList<>();
        lives.forEach(life -> nanos.addAll(life.nanos()));
        Collections.sort(nanos);
        System.out.printf(
                "[load] %d workspaces of %d clients in %.1f s: %d requests without polls, p50 %.1f ms, p99 %.1f ms, longest %.1f ms;"
                        + " %d events of each, nothing left over%n",
                WORKSPACES,
                CLIENTS,
                seconds,
                nanos.size(),
                nanos.get(nanos.size() / 2) / 1e6,
                nanos.get((int) (nanos.size() * 0.99)) / 1e6,
                nanos.get(nanos.size() - 1) / 1e6,
                expected.size());
    }

    /** What a workspace's life leaves at least, whatever its steps are. */
    private static List<String> expectedEvents() {
        String ml = "Microsoft.MachineLearningServices/workspaces/";
        String rg = "Microsoft.Resources/subscriptions/resourceGroups/";
        List<String> events = new ArrayList<>();
        addEvents(events, rg + "write", false);
        addEvents(events, rg + "delete", true);
        addEvents(events, ml + "write", true);
        addEvents(events, ml + "delete", true);
        for (String type : List.of(
                "Microsoft.Storage/storageAccounts/",
                "Microsoft.KeyVault/vaults/",
                "Microsoft.Insights/components/",
                "Microsoft.ContainerRegistry/registries/")) {
            addEvents(events, type + "write", false);
            addEvents(events, type + "delete", false);
        }
        events.sort(null);
        return events;
    }

    private static void addEvents(List<String> events, String operation, boolean goesOn) {
        events.add(operation + " BeginRequest Started");
        if (goesOn) {
            events.add(operation + " EndRequest Accepted");
        }
        events.add(operation + " EndRequest Succeeded");
    }

    private void requireNoPrincipals(List<WorkspaceLife> lives) throws Exception {
        GraphClient graph = GraphClient.of(PLATFORM);
        String token = graph.token("grace", GraphClient.GRAPH);
        for (WorkspaceLife life : lives) {
            assertThat(PLATFORM.flowClient()
                            .get(
                                    PLATFORM.host("graph", io.mltwin.local.layout.PlatformService.IDENTITY)
                                            + "/v1.0/servicePrincipals/"
                                            + life.principal(),
                                    token)
                            .status())
                    .isEqualTo(404);
        }
    }

    private void requireNoResources() throws Exception {
        JsonNode left = PLATFORM.flowClient()
                .get(
                        azure.arm(PLATFORM.subscription() + "/resources")
                                + "&$filter=substringof('load',resourceGroup)",
                        azure.armToken("owner"))
                .expect(200)
                .json()
                .path("value");
        assertThat(left).isEmpty();
    }

    @Test
    void aKillLosesNoAcceptedOperation() throws Exception {
        PersistentClient calls = new PersistentClient();
        FlowClient client = PLATFORM.flowClient();
        String token = azure.armToken("owner");
        String group = PLATFORM.subscription() + "/resourceGroups/struck-load-rg";
        client.json("PUT", azure.arm(group), token, Map.of("location", "eastus"))
                .expect(201);
        List<String> polls = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger next = new AtomicInteger();

        inParallel(
                STRUCK,
                () -> polls.add(client.json(
                                "PUT",
                                azure.arm(group + Azure.ML + "struckload" + next.getAndIncrement()),
                                token,
                                Map.of("location", "eastus", "identity", Map.of("type", "SystemAssigned")))
                        .expect(202)
                        .header("Azure-AsyncOperation")));
        new Parts(PLATFORM).kill(Part.WORKSPACE);
        new Parts(PLATFORM).awaitBack(Part.WORKSPACE);

        List<String> ends = new ArrayList<>();
        for (String poll : polls) {
            ends.add(calls.follow(client, poll, token, "status", "Succeeded", "Failed")
                    .path("status")
                    .asText());
        }
        System.out.println("[load] after the kill: " + ends);
        assertThat(ends).hasSize(STRUCK);
        FlowClient.Answer deletion = calls.until(() -> client.json("DELETE", azure.arm(group), token, null), 202);
        calls.follow(client, deletion.header("Azure-AsyncOperation"), token, "status", "Succeeded");
        assertThat(calls.faults()).isEmpty();
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() ->
                        assertThat(ends(client.correlationId())).hasSize(STRUCK).doesNotHaveDuplicates());
    }

    /** The workspaces whose creation the log says has ended. */
    private List<String> ends(String correlationId) throws Exception {
        List<String> ended = new ArrayList<>();
        for (JsonNode event : log.of(correlationId)) {
            boolean isEnd = LoggedEvents.text(event, "operationName")
                            .equals("Microsoft.MachineLearningServices/workspaces/write")
                    && List.of("Succeeded", "Failed").contains(LoggedEvents.text(event, "status"));
            if (isEnd) {
                ended.add(event.path("resourceId").asText());
            }
        }
        return ended;
    }

    /** Something that may fail. */
    private interface Attempt {
        void run() throws Exception;
    }

    private static void inParallel(int clients, Attempt attempt) {
        ExecutorService executor = Executors.newFixedThreadPool(clients);
        try {
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                all.add(CompletableFuture.runAsync(() -> unchecked(attempt), executor));
            }
            all.forEach(CompletableFuture::join);
        } finally {
            executor.shutdownNow();
        }
    }

    private static void unchecked(Attempt attempt) {
        try {
            attempt.run();
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }
}
