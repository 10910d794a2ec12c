package io.mltwin.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The scoring hosts of online deployments: loss, update, number. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class OnlineScalingResourceTest {

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    ServiceUnderTest service;

    @FromPlatform
    TestCalls calls;

    private OnlineRequests online;
    private String name;

    @BeforeEach
    void aWorkspaceWithAModelAndCode() throws IOException {
        online = OnlineRequests.inNewWorkspace(service, issuer, calls, decisions);
        name = online.newName();
    }

    @Test
    void aKilledInstanceIsReplacedWithoutAFailedRequest() throws InterruptedException {
        // Given
        online.putEndpoint(name, "'authMode':'Key'").statusCode(201);
        online.deploy(name, "blue", 2);
        online.traffic(name, "{'blue':100}");
        String key = online.key(name);
        Load load = new Load(key);
        // When
        load.start();
        for (int i = 0; i < 3; i++) {
            load.awaitMore(5);
            assertThat(killOne()).isTrue();
        }
        load.awaitMore(10);
        // Then
        assertThat(load.end()).containsOnly(200);
    }

    @Test
    void anUpdateRollsOverWithoutAFailedRequestAndBackWhenItFails() throws InterruptedException {
        // Given
        online.putEndpoint(name, "'authMode':'Key'").statusCode(201);
        online.deploy(name, "blue", 1);
        online.traffic(name, "{'blue':100}");
        String key = online.key(name);
        String deployment = online.deployment(name, "blue");
        Load load = new Load(key);
        load.start();
        // When
        online.ended(
                online.arm("PUT", deployment, OnlineRequests.body("blue2", "", 2))
                        .statusCode(200),
                "Succeeded");
        // Then
        online.score(name, key, null, "{}").statusCode(200).body("name", equalTo("blue2"));
        online.ended(
                online.arm("PUT", deployment, OnlineRequests.body("blue3", ",'BROKEN':'1'", 1))
                        .statusCode(200),
                "Failed");
        online.score(name, key, null, "{}").statusCode(200).body("name", equalTo("blue2"));
        online.arm("GET", deployment, null)
                .body("properties.provisioningState", equalTo("Failed"))
                .body("properties.environmentVariables.NAME", equalTo("blue2"))
                .body("sku.capacity", equalTo(2));
        online.ended(
                online.arm("PATCH", deployment, "{'sku':{'capacity':3},'tags':{'a':'b'}}")
                        .statusCode(202),
                "Succeeded");
        assertThat(online.log(name, "blue")).contains("[instance 3] init of blue2");
        online.ended(online.arm("PATCH", deployment, "{'sku':{'capacity':1}}").statusCode(202), "Succeeded");
        assertThat(load.end()).containsOnly(200);
    }

    @Test
    void aKubernetesDeploymentFollowsTheLoad() {
        // Given
        String properties = "'authMode':'Key','compute':'"
                + online.endpoint("x").replace("/onlineEndpoints/x", "/computes/aks1")
                + "'";
        online.putEndpoint(name, properties).statusCode(201);
        String body = OnlineRequests.body("blue", "", 1)
                .replace("Managed", "Kubernetes")
                .replace(
                        "'instanceType':'Standard_DS3_v2'",
                        "'scaleSettings':{'scaleType':'TargetUtilization','minInstances':1,'maxInstances':2,'pollingInterval':'PT0.5S'}");
        online.ended(online.arm("PUT", online.deployment(name, "blue"), body).statusCode(201), "Succeeded");
        online.putEndpoint(name, properties + ",'traffic':{'blue':100}").statusCode(200);
        String key = online.key(name);
        assertThat(online.log(name, "blue")).doesNotContain("[instance");
        // When
        List<Integer> statuses = IntStream.range(0, 2)
                .parallel()
                .mapToObj(i ->
                        online.score(name, key, null, "{'seconds':4}").extract().statusCode())
                .toList();
        // Then
        assertThat(statuses).containsOnly(200);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(online.log(name, "blue")).contains("[instance 2] init of blue"));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(online.log(name, "blue")).doesNotContain("[instance"));
        online.score(name, key, null, "{}").statusCode(200);
    }

    /** Ends one container of this name's endpoint, as a crash does. */
    private boolean killOne() {
        return ContainerProcesses.of(name + "-").stream()
                .findFirst()
                .map(ProcessHandle::destroyForcibly)
                .orElse(false);
    }

    /** Sends requests one after the other while a test does something else. */
    private final class Load {
        private final String key;
        private final List<Integer> statuses = new ArrayList<>();
        private final Thread thread = new Thread(this::run);
        private volatile boolean ended;

        Load(String key) {
            this.key = key;
        }

        void start() {
            thread.start();
        }

        private void run() {
            while (!ended) {
                int status = online.score(name, key, null, "{'seconds':0.05}")
                        .extract()
                        .statusCode();
                synchronized (statuses) {
                    statuses.add(status);
                }
            }
        }

        private int count() {
            synchronized (statuses) {
                return statuses.size();
            }
        }

        void awaitMore(int requests) {
            int wanted = count() + requests;
            await().atMost(Duration.ofSeconds(60)).until(() -> count() >= wanted);
        }

        List<Integer> end() throws InterruptedException {
            ended = true;
            thread.join();
            return statuses;
        }
    }
}
