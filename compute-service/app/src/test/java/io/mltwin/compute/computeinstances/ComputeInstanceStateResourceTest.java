package io.mltwin.compute.computeinstances;

import static io.mltwin.compute.computeinstances.InstanceWorkspace.INNER;
import static io.mltwin.compute.computeinstances.InstanceWorkspace.MOUNT;
import static io.mltwin.compute.computeinstances.InstanceWorkspace.assertRefused;
import static io.mltwin.compute.computeinstances.InstanceWorkspace.newName;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.mltwin.compute.computeinstances.ComputeInstance.InstanceState;
import io.mltwin.platform.clock.ClockStore;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The states of a compute instance, and what may be asked of it in each. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class ComputeInstanceStateResourceTest {

    @FromPlatform
    TestPlatform platform;

    @Inject
    ClockStore clock;

    @Inject
    ComputeInstanceService instances;

    private final String name = newName();
    private InstanceWorkspace workspace;

    @BeforeEach
    void aWorkspace() {
        workspace = new InstanceWorkspace(platform);
    }

    @Test
    void itIsStoppedStartedAndRestartedFromTheStatesThatAllowIt() {
        // Given
        workspace.put(name, "").statusCode(201);
        assertRefused(workspace.post(name, "start"), "400 StartComputeInstanceOnlyAllowedInStoppedState");

        // When
        workspace.post(name, "stop").statusCode(202).header("x-mltwin-operation-id", notNullValue());
        workspace
                .show(name)
                .body(INNER + "state", equalTo("Stopped"))
                .body(INNER + "lastOperation.operationName", equalTo("Stop"))
                .body(MOUNT + "mountState", equalTo("Unmounted"))
                .body(MOUNT + "mountAction", equalTo("Unmount"))
                .body(MOUNT + "mountedOn", nullValue());
        assertRefused(workspace.post(name, "stop"), "400 StopComputeInstanceOnlyAllowedInRunningState");
        assertRefused(workspace.post(name, "restart"), "400 RestartComputeInstanceOnlyAllowedInRunningState");

        // Then
        workspace.post(name, "start").statusCode(202).header("x-mltwin-operation-id", notNullValue());
        workspace
                .show(name)
                .body(INNER + "state", equalTo("Running"))
                .body(INNER + "lastOperation.operationName", equalTo("Start"))
                .body(MOUNT + "mountState", equalTo("Mounted"));
        workspace.post(name, "Restart").statusCode(202);
        workspace
                .show(name)
                .body(INNER + "lastOperation.operationName", equalTo("Restart"))
                .body(MOUNT + "mountState", equalTo("Mounted"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "/none/start, 404 ResourceNotFound",
        "/none/stop, 404 ResourceNotFound",
        "/none/restart, 404 ResourceNotFound",
        "/cpu/start, 400 UserError",
        "/cpu/stop, 400 UserError",
        "/cpu/restart, 400 UserError",
        "/{C}/listNodes, 400 InvalidRequestContent",
        "/{C}/listKeys, 501 NotImplemented",
        "/{C}/applicationaccess, 501 NotImplemented",
        "/{C}/reimage, 501 NotImplemented",
        "/{C}/resize, 501 NotImplemented",
        "/{C}/updateIdleShutdownSetting, 501 NotImplemented"
    })
    void whatNobodyCanAskOfIt(String rest, String expected) {
        workspace.put(name, "").statusCode(201);
        workspace
                .send(
                        "PUT",
                        "/cpu",
                        "{'location':'eastus','properties':{'computeType':'AmlCompute','properties':{'vmSize':'STANDARD_DS3_V2','scaleSettings':{'maxNodeCount':1}}}}")
                .statusCode(201);

        assertRefused(workspace.send("POST", rest.replace("{C}", name), null), expected);
    }

    @Test
    void itRunsNothing() {
        // Given
        workspace.put(name, "").statusCode(201);
        platform.decisions().allowAll(workspace.principal());
        String token = platform.issuer()
                .aad("https://management.azure.com/", workspace.principal())
                .sign();

        // When
        ValidatableResponse run = platform.service()
                .given()
                .header("Authorization", "Bearer " + token)
                .contentType("application/json")
                .body("""
                                {"snapshotId": "%s", "configuration": {"script": "a.py", "target": "%s",
                                 "environment": {"name": "AzureML-Python-3-Stdlib"}}}""".formatted(UUID.randomUUID(), name))
                .post("/execution/v1.0" + workspace.id() + "/experiments/none/snapshotrun")
                .then();

        // Then
        run.statusCode(501).body("error.message", containsString("A run on a compute instance"));
    }

    @Test
    void oneThatIsIdleForLongEnoughIsStoppedOnTheClock() throws SQLException {
        String without = newName();
        workspace.put(name, ",'idleTimeBeforeShutdown':'PT15M'").statusCode(201);
        workspace.put(without, "").statusCode(201);
        try {
            // tokens of the tests do not live so long, so the state is looked at from inside
            clock.move(Duration.ofMinutes(16).toSeconds());
            await().atMost(Duration.ofSeconds(20)).until(() -> state(name).equals(InstanceState.STOPPED));
            assertThat(state(without)).isEqualTo(InstanceState.RUNNING);
        } finally {
            clock.move(0);
        }
        workspace
                .show(name)
                .body(INNER + "lastOperation.operationName", equalTo("Stop"))
                .body(INNER + "lastOperation.operationTrigger", equalTo("IdleShutdown"))
                .body(MOUNT + "mountState", equalTo("Unmounted"));
    }

    private String state(String instance) {
        return instances.find(workspace.key(instance)).orElseThrow().state();
    }
}
