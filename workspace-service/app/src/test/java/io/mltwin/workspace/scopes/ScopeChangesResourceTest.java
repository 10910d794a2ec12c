package io.mltwin.workspace.scopes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.ResourceTypeTable;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.mltwin.workspace.arm.ArmCaller;
import io.mltwin.workspace.index.ResourceIndex;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who keeps something attached to a scope learns of its end before anything has its name again. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class ScopeChangesResourceTest {

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final String CHANGES = "/_internal/scope-changes";
    private static final String AUTHORIZATION = "/providers/Microsoft.Authorization/";

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    TestCalls calls;

    @FromPlatform
    ServiceUnderTest service;

    @Inject
    ResourceIndex index;

    private ArmCaller arm;
    private String group;

    @BeforeEach
    void aGroup() {
        arm = ArmCaller.ofNewSubscription(service, issuer, decisions);
        group = arm.group("ends" + NAMES.incrementAndGet(), "{}");
    }

    static Stream<String> types() {
        return ResourceTypeTable.namespaces().stream()
                .flatMap(
                        namespace -> ResourceTypeTable.types(namespace).stream().map(type -> namespace + "/" + type))
                .filter(type -> ResourceIndex.tracks(idOf("/subscriptions/s/resourceGroups/g", type)));
    }

    private static ArmResourceId idOf(String group, String type) {
        String[] parts = type.split("/");
        StringBuilder id = new StringBuilder(group + "/providers/" + parts[0]);
        for (int i = 1; i < parts.length; i++) {
            id.append('/').append(parts[i]).append("/n").append(i);
        }
        return ArmResourceId.parse(id.toString());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("types")
    void theEndOfEachTypeIsTold(String type) {
        ArmResourceId id = idOf(group, type);
        index.expect(id);
        index.confirm(id, null, false);

        index.remove(id);

        String end = type.equals("Microsoft.KeyVault/vaults") ? "SET_ASIDE" : "ENDED";
        awaitTold("identity", id.toString(), end);
        awaitTold("telemetry", id.toString(), end);
    }

    @Test
    void aResourceThatIsFoundMissingHasEnded() {
        ArmResourceId id = idOf(group, "Microsoft.Storage/storageAccounts");
        index.expect(id);
        index.abandon(id);

        index.missing(id);

        awaitTold("identity", id.toString(), "ENDED");
    }

    @ParameterizedTest(name = "{0} is away")
    @ValueSource(strings = {"identity", "telemetry"})
    void nothingHasTheNameBeforeTheEndIsTold(String away) {
        // Given
        calls.answer(away, "POST", CHANGES, PeerAnswer.error(503, "ServerBusy", "not now"));
        arm.send("DELETE", group, "").statusCode(202);
        await().untilAsserted(() -> arm.get(group, "").statusCode(404));

        // When
        arm.send("PUT", group, "{'location':'eastus'}").statusCode(503);

        // Then
        arm.get(group, "").statusCode(404);
        calls.answer(away, "POST", CHANGES, PeerAnswer.json(200, "{}"));
        arm.send("PUT", group, "{'location':'eastus'}").statusCode(201);
        assertThat(told(away, group)).contains("ENDED");
    }

    @ParameterizedTest(name = "{0}: {1}; the definition goes meanwhile: {2}; its assignment: {3}")
    @CsvSource({"recover, RECOVERED, false, 200", "recover, RECOVERED, true, 404", "default, MADE, false, 404"})
    void aVaultIsMadeAnewOrRecovered(String createMode, String change, boolean definitionGoes, int assigned) {
        String definition = arm.subscription() + AUTHORIZATION + "policyDefinitions/flagged";
        arm.send("PUT", definition, """
                {'properties':{'mode':'All','policyRule':{'if':{'field':'type','equals':'a/b'},'then':{'effect':'audit'}}}}""").statusCode(201);
        String vault = group + "/providers/Microsoft.KeyVault/vaults/kv" + NAMES.incrementAndGet();
        PeerAnswer shown = PeerAnswer.json(200, "{\"id\":\"" + vault + "\",\"location\":\"eastus\"}");
        calls.answer("keyvault", "PUT", vault, shown);
        calls.answer("keyvault", "DELETE", vault, PeerAnswer.json(200, "{}"));
        String body = "{'location':'eastus','properties':{'createMode':'%s'}}";
        arm.send("PUT", vault, body.formatted("default")).statusCode(200);
        String assignment = vault + AUTHORIZATION + "policyAssignments/a";
        arm.send("PUT", assignment, "{'properties':{'policyDefinitionId':'" + definition + "'}}")
                .statusCode(201);
        arm.send("DELETE", vault, "").statusCode(200);
        awaitTold("identity", vault, "SET_ASIDE");
        arm.get(arm.subscription() + AUTHORIZATION + "policyAssignments", "").body("value", empty());
        if (definitionGoes) {
            arm.send("DELETE", definition, "").statusCode(200);
        }

        arm.send("PUT", vault, body.formatted(createMode)).statusCode(200);

        arm.get(assignment, "").statusCode(assigned);

        await().untilAsserted(
                        () -> assertThat(told("identity", vault)).isEqualTo(List.of("MADE", "SET_ASIDE", change)));
        // an update makes nothing
        arm.send("PUT", vault, body.formatted("default")).statusCode(200);
        assertThat(told("identity", vault)).hasSize(3);
    }

    private void awaitTold(String service, String scope, String change) {
        await().untilAsserted(() -> assertThat(told(service, scope)).contains(change));
    }

    private List<String> told(String service, String scope) {
        return calls.received(service, "POST", CHANGES).stream()
                .map(request -> request.json())
                .filter(change -> change.path("scope").asText().equals(scope))
                .map(change -> change.path("kind").asText())
                .toList();
    }
}
