package io.mltwin.e2e.roles;

import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.e2e.fixtures.Colleague;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.client.PlatformClient.Call;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowState;
import io.mltwin.local.layout.PlatformService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * A role that was taken away is gone everywhere a second later: no request that begins a second
 * after the removal was answered is let in. That Kafka has no part in it is shown by each service's
 * own tests, which run without it.
 */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
class RevocationTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final String READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
    private static final String SECRETS_USER = "4633458b-17de-408a-b874-0445c86b69e6";
    private static final Duration IN_FORCE = Duration.ofSeconds(1);

    private final Azure azure = PLATFORM.azure();
    private final FlowClient client = PLATFORM.flowClient();

    /** What a service answers to whom a role allows it, asked again and again. */
    private record Route(PlatformService service, String token, Request request) {
        private interface Request {
            int status(String token) throws IOException;
        }

        /** One request: when it began, and its status. */
        private record Answer(long began, int status) {}

        Answer ask() {
            long began = System.nanoTime();
            try {
                return new Answer(began, request.status(token));
            } catch (IOException e) {
                throw new UncheckedIOException(service.key(), e);
            }
        }

        /** Asks until a request has begun at that time, which may not be known yet. */
        List<Answer> askUntil(AtomicLong last) {
            List<Answer> answers = new ArrayList<>();
            do {
                answers.add(ask());
            } while (answers.get(answers.size() - 1).began() < last.get());
            return answers;
        }
    }

    @Test
    void aRequestThatBeginsASecondAfterTheRemovalIsRefused() throws Exception {
        // Given
        String vault = vaultThatGoesByRoles();
        Colleague dana = Colleague.join(PLATFORM);
        String group = PLATFORM.fixture().resourceGroupId();
        List<String> assignments = List.of(
                dana.assign(group, dana.builtIn(READER)), dana.assign(vaultId(vault), dana.builtIn(SECRETS_USER)));
        List<Route> routes = routes(PLATFORM.flows(), vault, dana);
        AtomicLong last = new AtomicLong(Long.MAX_VALUE);
        ExecutorService callers = Executors.newFixedThreadPool(routes.size());
        try {
            assertThat(routes)
                    .allSatisfy(route -> assertThat(route.ask().status()).isEqualTo(200));
            // When: they are asked before, while and after the roles are taken away
            List<CompletableFuture<List<Route.Answer>>> asking = routes.stream()
                    .map(route -> supplyAsync(() -> route.askUntil(last), callers))
                    .toList();
            for (String assignment : assignments) {
                dana.remove(assignment);
            }
            long inForce = System.nanoTime() + IN_FORCE.toNanos();
            last.set(inForce);
            // Then
            for (int i = 0; i < routes.size(); i++) {
                List<Route.Answer> answers = asking.get(i).get(30, TimeUnit.SECONDS);
                assertThat(answers)
                        .as(routes.get(i).service().key())
                        .allMatch(answer -> answer.began() < inForce || answer.status() == 403)
                        .anyMatch(answer -> answer.began() >= inForce);
            }
        } finally {
            last.set(Long.MIN_VALUE);
            callers.shutdown();
        }
    }

    private List<Route> routes(FlowState flows, String vault, Colleague dana) throws IOException {
        String workspace = flows.workspaceId();
        String run = "/experiments/breast-cancer/runs/" + flows.runId();
        String secrets = azure.vault(vault, "/secrets?api-version=7.4");
        String query = azure.insights("/v1/apps/" + flows.appId() + "/query");
        Map<String, String> rows = Map.of("query", "requests | take 1");
        String insights = dana.token("https://api.applicationinsights.io");
        return List.of(
                new Route(PlatformService.IDENTITY, dana.token(), this::explainSomebodyElse),
                route(PlatformService.WORKSPACE, dana.token(), azure.arm(workspace)),
                route(PlatformService.KEYVAULT, dana.token("https://vault.azure.net"), secrets),
                route(PlatformService.COMPUTE, dana.token(), azure.training("eastus", "history/v1.0", workspace, run)),
                route(PlatformService.SCORING, dana.token(), azure.models("eastus", workspace, "/models")),
                new Route(
                        PlatformService.TELEMETRY,
                        insights,
                        token -> client.json("POST", query, token, rows).status()));
    }

    private Route route(PlatformService service, String token, String address) {
        return new Route(service, token, with -> client.get(address, with).status());
    }

    /** Who may read role assignments at a scope is told what others may there. */
    private int explainSomebodyElse(String token) throws IOException {
        Map<String, String> about = Map.of(
                "principalId",
                PLATFORM.platform().credentials().users().get("nora").objectId(),
                "action",
                "Microsoft.MachineLearningServices/workspaces/read",
                "scope",
                PLATFORM.fixture().resourceGroupId());
        return PLATFORM.client()
                .send(Call.of("POST", PLATFORM.port(PlatformService.IDENTITY), "/_mltwin/access/explain")
                        .as(token)
                        .json(about))
                .status();
    }

    private String vaultThatGoesByRoles() throws IOException {
        String name = "revoked" + UUID.randomUUID().toString().substring(0, 8);
        Map<String, Object> properties = Map.of(
                "tenantId",
                PLATFORM.fixture().tenant().tenantId(),
                "sku",
                Map.of("family", "A", "name", "standard"),
                "enableRbacAuthorization",
                true);
        client.json(
                        "PUT",
                        azure.arm(vaultId(name)),
                        azure.armToken("owner"),
                        Map.of("location", "eastus", "properties", properties))
                .expect(200, 201);
        return name;
    }

    private static String vaultId(String name) {
        return PLATFORM.fixture().resourceGroupId() + "/providers/Microsoft.KeyVault/vaults/" + name;
    }
}
