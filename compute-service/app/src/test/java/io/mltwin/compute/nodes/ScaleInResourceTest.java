package io.mltwin.compute.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.mltwin.compute.PlayedWorkspace;
import io.mltwin.compute.computetargets.ComputeTarget;
import io.mltwin.compute.encryption.ScratchDisks.ScratchDisk;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** LCK-04, AMC-02: an idle node goes, unless a lock of the resource group keeps it. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class ScaleInResourceTest {

    private static final String REMOVAL = "/_internal/locks/removal";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String CLUSTER = "/computes/cpu-cluster";

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestCalls calls;

    @FromPlatform
    TestDatabase database;

    @FromPlatform
    ServiceUnderTest service;

    @Inject
    ScaleInLocks locks;

    private PlayedWorkspace workspace;

    @BeforeEach
    void aClusterThatNeedsNoNode() {
        workspace =
                new PlayedWorkspace(calls, issuer, service, UUID.randomUUID().toString(), false);
        workspace.putCluster("cpu-cluster");
    }

    @AfterEach
    void withoutCluster() {
        calls.answer("workspace", "GET", REMOVAL, PeerAnswer.status(204));
        workspace.deleteCluster("cpu-cluster");
    }

    private void idleNode() throws SQLException {
        workspace.addNode(database, "cpu-cluster", Duration.ofHours(1));
    }

    private ValidatableResponse cluster() {
        return workspace.send("GET", CLUSTER, null).statusCode(200);
    }

    private void lock() {
        calls.answer(
                "workspace",
                "GET",
                REMOVAL,
                PeerAnswer.error(409, "ScopeLocked", "The scope cannot perform delete operation."));
    }

    private void awaitNoNode() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> cluster()
                        .body("properties.properties.currentNodeCount", equalTo(0))
                        .body("properties.provisioningErrors", empty()));
    }

    @Test
    void anIdleNodeGoes() throws SQLException {
        idleNode();

        awaitNoNode();
    }

    @Test
    void aLockKeepsTheNodesWithAnErrorUntilItIsRemoved() throws SQLException {
        // Given
        lock();
        idleNode();

        // When
        await().atMost(PATIENCE)
                .untilAsserted(() -> cluster()
                        .body("properties.provisioningErrors", hasSize(1))
                        .body("properties.provisioningErrors[0].error.code", equalTo("ScopeLocked"))
                        .body(
                                "properties.provisioningErrors[0].error.message",
                                equalTo("The scope cannot perform delete operation."))
                        .body("properties.provisioningState", equalTo("Succeeded"))
                        .body("properties.properties.nodeStateCounts.idleNodeCount", equalTo(1)));

        // Then
        calls.answer("workspace", "GET", REMOVAL, PeerAnswer.status(204));
        awaitNoNode();
    }

    @Test
    void aNodeOfAnAttachedMachineGoesWhateverIsLocked() {
        // Given
        lock();
        int asked = calls.received("workspace", "GET", REMOVAL).size();
        ComputeTarget machine = new ComputeTarget(
                "vm",
                "w",
                workspace.id(),
                "vm",
                "VirtualMachine",
                "Succeeded",
                0,
                1,
                Duration.ZERO,
                "",
                "",
                ScratchDisk.PLAIN);

        // When
        boolean permitted = locks.permitScaleIn(machine);

        // Then
        assertThat(permitted).isTrue();
        assertThat(calls.received("workspace", "GET", REMOVAL)).hasSize(asked);
    }

    @ParameterizedTest
    @CsvSource({"403, Forbidden", "503, ServiceUnavailable"})
    void aNodeStaysWhileNobodyTellsWhetherItMayGo(int status, String code) throws Exception {
        calls.answer("workspace", "GET", REMOVAL, PeerAnswer.error(status, code, "no"));
        idleNode();

        int asked = calls.received("workspace", "GET", REMOVAL).size();
        await().atMost(PATIENCE)
                .until(() -> calls.received("workspace", "GET", REMOVAL).size() > asked + 1);
        cluster()
                .body("properties.properties.nodeStateCounts.idleNodeCount", equalTo(1))
                .body("properties.provisioningErrors", empty());
    }
}
