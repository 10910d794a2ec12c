package io.mltwin.e2e.workspaces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.fixtures.OwnWorkspace;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowClient.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * NET-07: a workspace without public network access answers through its approved private endpoints
 * alone; Azure Resource Manager manages it as ever.
 */
@TestInstance(Lifecycle.PER_CLASS)
@Order(11)
class PrivateLinkTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();

    // what compute and scoring know of a workspace is at most five seconds old
    private static final Duration KNOWN_EVERYWHERE = Duration.ofSeconds(20);

    private final Azure azure = PLATFORM.azure();
    private final FlowClient client = PLATFORM.flowClient();
    private final Map<String, String> routes = new LinkedHashMap<>();
    private String owner;
    private String group;
    private String workspace;
    private String notebook;

    @BeforeAll
    void aWorkspace() throws Exception {
        owner = azure.armToken("owner");
        OwnWorkspace own = OwnWorkspace.make(PLATFORM, "private-link-rg", "private-ws", "eastus");
        group = own.group();
        workspace = own.id();
        azure.await(
                client,
                client.json("POST", azure.arm(workspace + "/prepareNotebook"), owner, null)
                        .expect(202),
                owner);
        JsonNode issued = client.json("POST", azure.arm(workspace + "/listNotebookAccessToken"), owner, null)
                .expect(200)
                .json();
        notebook = issued.path("accessToken").asText();
        for (Map.Entry<String, String> each : Map.of(
                        "history", "v1.0/experiments/e/runs",
                        "artifact", "v2.0/artifacts/ExperimentRun/dcid.x",
                        "content", "v1.0/snapshots/00000000-0000-4000-8000-000000000000/metadata",
                        "environment", "v1.0/environments",
                        "datastore", "v1.0/datastores")
                .entrySet()) {
            String version = each.getValue().split("/")[0];
            String rest = each.getValue().substring(version.length());
            routes.put(each.getKey(), azure.training("eastus", each.getKey() + "/" + version, workspace, rest));
        }
        routes.put("models", azure.models("eastus", workspace, "/models"));
        routes.put("services", azure.models("eastus", workspace, "/services"));
        routes.put("notebook", azure.notebook(issued.path("hostName").asText(), ""));
    }

    @AfterAll
    void open() throws Exception {
        publicAccess("Enabled");
    }

    private void publicAccess(String value) throws IOException {
        client.json("PATCH", azure.arm(workspace), owner, Map.of("properties", Map.of("publicNetworkAccess", value)))
                .expect(200);
    }

    private String tokenFor(String route) {
        return route.equals("notebook") ? notebook : owner;
    }

    private String endpoint(String name) {
        return group + "/providers/Microsoft.Network/privateEndpoints/" + name;
    }

    /** Makes a private endpoint and returns its address. */
    private String connect(String name) throws IOException {
        JsonNode made = client.json(
                        "PUT",
                        azure.arm(endpoint(name)),
                        owner,
                        Map.of(
                                "location",
                                "eastus",
                                "properties",
                                Map.of(
                                        "subnet",
                                        Map.of(
                                                "id",
                                                group + "/providers/Microsoft.Network/virtualNetworks/v/subnets/s"),
                                        "privateLinkServiceConnections",
                                        List.of(Map.of(
                                                "name",
                                                "c",
                                                "properties",
                                                Map.of(
                                                        "privateLinkServiceId",
                                                        workspace,
                                                        "groupIds",
                                                        List.of("amlworkspace")))))))
                .expect(201)
                .json();
        return made.at("/properties/customDnsConfigs/0/ipAddresses/0").asText();
    }

    private void rejectConnections() throws IOException {
        JsonNode shown = client.get(azure.arm(workspace), owner).expect(200).json();
        for (JsonNode one : shown.at("/properties/privateEndpointConnections")) {
            client.json(
                            "PUT",
                            azure.arm(one.path("id").asText()),
                            owner,
                            Map.of(
                                    "properties",
                                    Map.of(
                                            "privateLinkServiceConnectionState",
                                            Map.of("status", "Rejected", "description", "d"))))
                    .expect(200);
        }
    }

    /** Asks every public route until all answer alike. */
    private void requireEveryPublicRoute(boolean refuses) {
        await().atMost(KNOWN_EVERYWHERE).untilAsserted(() -> {
            for (Map.Entry<String, String> route : routes.entrySet()) {
                Answer answer = client.get(route.getValue(), tokenFor(route.getKey()));
                check(route.getKey(), answer.status(), answer.text(), refuses);
            }
        });
    }

    private static void check(String route, int status, String text, boolean refuses) {
        if (refuses) {
            assertThat(status).as(route + ": " + text).isEqualTo(403);
            assertThat(text).as(route).contains("private link configuration");
        } else {
            // nothing is there to be found, but nobody is refused
            assertThat(status).as(route + ": " + text).isNotIn(401, 403).isLessThan(500);
        }
    }

    private void requireEveryRoute(EndpointClient through, String address, boolean refuses) throws IOException {
        for (Map.Entry<String, String> route : routes.entrySet()) {
            EndpointClient.Answer answer =
                    through.send(address, "GET", route.getValue(), tokenFor(route.getKey()), null);
            check(route.getKey() + " through " + address, answer.status(), answer.text(), refuses);
        }
    }

    @Test
    void withoutPublicAccessTheDataPlanesAreClosedAndTheControlPlaneIsNot() throws Exception {
        requireEveryPublicRoute(false);

        publicAccess("Disabled");

        requireEveryPublicRoute(true);
        JsonNode shown = client.get(azure.arm(workspace), owner).expect(200).json();
        assertThat(shown.at("/properties/publicNetworkAccess").asText()).isEqualTo("Disabled");
        client.json("PUT", azure.arm(workspace), owner, Map.of("location", "eastus"))
                .expect(200);
        requireEveryPublicRoute(true);

        publicAccess("Enabled");
        requireEveryPublicRoute(false);
    }

    @Test
    void inV1LegacyModeResourceManagerHasNoWayToTheDataPlanes() throws Exception {
        v1LegacyMode(true);
        for (String kind : List.of("jobs", "datastores", "environments")) {
            String path = azure.arm(workspace + "/" + kind);
            await().atMost(KNOWN_EVERYWHERE)
                    .untilAsserted(() -> assertThat(client.get(path, owner).status())
                            .as(kind)
                            .isEqualTo(403));
        }
        client.get(azure.arm(workspace + "/computes"), owner).expect(200);
        assertThat(client.get(azure.arm(workspace), owner)
                        .expect(200)
                        .json()
                        .at("/properties/v1LegacyMode")
                        .asBoolean())
                .isTrue();
        requireEveryPublicRoute(false);

        v1LegacyMode(false);
        await().atMost(KNOWN_EVERYWHERE)
                .untilAsserted(() -> assertThat(client.get(azure.arm(workspace + "/jobs"), owner)
                                .status())
                        .isEqualTo(200));
    }

    private void v1LegacyMode(boolean value) throws IOException {
        client.json("PATCH", azure.arm(workspace), owner, Map.of("properties", Map.of("v1LegacyMode", value)))
                .expect(200);
    }

    @Test
    @OnlyOn(value = Target.PROCESSES, because = "loopback addresses of a container are reached from inside it alone")
    void anApprovedPrivateEndpointLeadsInAndNothingElseDoes() throws Exception {
        EndpointClient through = new EndpointClient(PLATFORM.platform().folder().caCertificate());
        publicAccess("Disabled");
        requireEveryPublicRoute(true);
        String address = connect("leads-in");
        assertThat(address).startsWith("127.64.");
        await().atMost(KNOWN_EVERYWHERE).untilAsserted(() -> requireEveryRoute(through, address, false));
        requireEveryPublicRoute(true);
        client.get(azure.arm(workspace), owner).expect(200);

        // headers say what they like
        for (String forged : List.of(
                "X-Forwarded-For: " + address,
                "Forwarded: for=" + address + ";by=" + address,
                "X-Real-IP: " + address,
                "x-ms-private-link-id: " + endpoint("leads-in"))) {
            assertThat(through.send("127.0.0.1", "GET", routes.get("history"), owner, forged)
                            .status())
                    .as(forged)
                    .isEqualTo(403);
        }

        // also while the public is let in, a connection that was rejected leads nowhere
        publicAccess("Enabled");
        rejectConnections();
        await().atMost(KNOWN_EVERYWHERE).untilAsserted(() -> requireEveryRoute(through, address, true));
        requireEveryPublicRoute(false);

        client.json("DELETE", azure.arm(endpoint("leads-in")), owner, null).expect(200);
        assertThatThrownBy(() -> requireEveryRoute(through, address, true)).isInstanceOf(IOException.class);
    }
}
