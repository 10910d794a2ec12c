package io.mltwin.identity.directory.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.identity.Answer;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A tenant has room for 50 000 objects. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class DirectoryQuotaResourceTest {

    @FromPlatform
    TestPlatform platform;

    @Inject
    EntityManager database;

    private GraphUnderTest graph;
    private String application;

    @BeforeEach
    void aTenant() {
        graph = new GraphUnderTest(platform);
        Answer made = post("applications", Map.of("displayName", "app"));
        application = made.json().path("appId").asText();
        // with grace and the application there is room for one
        fill(1, 49_997);
    }

    @AfterEach
    void noneIsLeft() {
        execute("delete from directory_group where object_id like 'flood %'");
    }

    private void fill(int from, int to) {
        execute("""
                insert into directory_group (object_id, tenant_id, display_name)
                select 'flood ' || n, '%s', 'flood' from generate_series(%d, %d) n
                """.formatted(graph.tenant(), from, to));
    }

    private void execute(String sql) {
        QuarkusTransaction.requiringNew()
                .run(() -> database.createNativeQuery(sql).executeUpdate());
    }

    private Answer post(String path, Map<String, Object> body) {
        return graph.call("grace", "POST", path, body);
    }

    private Map<String, Object> body(String collection) {
        return switch (collection) {
            case "users" ->
                Map.of(
                        "accountEnabled",
                        true,
                        "displayName",
                        "Una",
                        "mailNickname",
                        "una",
                        "userPrincipalName",
                        "u-" + UUID.randomUUID() + "@" + graph.domain(),
                        "passwordProfile",
                        Map.of("password", "First-passw0rd"));
            case "groups" -> GraphUnderTest.group("group");
            case "applications" -> Map.of("displayName", "another");
            default -> Map.of("appId", application);
        };
    }

    @ParameterizedTest
    @CsvSource({"users", "groups", "applications", "servicePrincipals"})
    void theLastObjectFindsRoomAndTheNextNone(String collection) {
        // When
        Answer last = post(collection, body(collection));
        fill(50_000, 50_000);
        Answer beyond = post(collection, body(collection));

        // Then
        assertThat(last.status()).as(last.toString()).isEqualTo(201);
        assertThat(beyond.status()).as(beyond.toString()).isEqualTo(403);
        assertThat(beyond.json().path("error").path("code").asText()).isEqualTo("Directory_QuotaExceeded");
    }

    @Test
    void oneOfManyAtOnceTakesTheLastPlace() throws Exception {
        // Given
        List<Callable<Integer>> calls = Stream.of("users", "groups", "applications", "users", "groups", "applications")
                .<Callable<Integer>>map(
                        collection -> () -> post(collection, body(collection)).status())
                .toList();
        ExecutorService clients = Executors.newFixedThreadPool(calls.size());
        List<Integer> statuses = new ArrayList<>();
        // When
        try {
            for (Future<Integer> status : clients.invokeAll(calls)) {
                statuses.add(status.get());
            }
        } finally {
            clients.shutdownNow();
        }
        // Then
        assertThat(statuses).containsExactlyInAnyOrder(201, 403, 403, 403, 403, 403);
    }

    @Test
    void anotherTenantHasRoom() {
        // Given
        fill(50_000, 50_010);
        GraphUnderTest other = new GraphUnderTest(platform);

        // When
        Answer made = other.call("grace", "POST", "applications", Map.of("displayName", "app"));

        // Then
        assertThat(made.status()).isEqualTo(201);
    }
}
