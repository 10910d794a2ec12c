package io.mltwin.workspace.machinelearning;

import static io.mltwin.workspace.machinelearning.WorkspacePeers.CREATOR;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every operation on workspaces of the public Azure REST specifications, 2020-08-01 and 2022-10-01:
 * the request with its required fields is accepted with one of the specification's statuses, the
 * answer has every field in its type. What is not built must say so. The figure stands in
 * docs/fidelity.md.
 */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class ContractTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PROVIDER = "/providers/Microsoft.MachineLearningServices/";
    private static final int COLUMNS = 6;

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    TestCalls calls;

    @FromPlatform
    ServiceUnderTest service;

    private WorkspacePeers peers;

    /** One row of the table. */
    private record Operation(
            String version,
            String name,
            String method,
            String path,
            String body,
            List<Integer> statuses,
            List<String> fields) {

        static Operation read(String line) {
            String[] cells = line.split("\\|", -1);
            assertThat(cells).as(line).hasSize(COLUMNS);
            for (int i = 0; i < cells.length; i++) {
                cells[i] = cells[i].strip();
            }
            String[] request = cells[2].split(" ");
            return new Operation(
                    cells[0],
                    cells[1],
                    request[0],
                    request[1],
                    cells[3].isEmpty() ? null : cells[3],
                    Arrays.stream(cells[4].split(",")).map(Integer::valueOf).toList(),
                    cells[5].isEmpty() ? List.of() : List.of(cells[5].split(" ")));
        }
    }

    @BeforeEach
    void seed() {
        peers = new WorkspacePeers(issuer, decisions, calls, service);
    }

    @Test
    void eachOperationIsAsSpecifiedOrSaysThatItIsNotBuilt() throws Exception {
        List<String> passed = new ArrayList<>();
        List<String> notBuilt = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        List<Operation> all = operations();

        for (Operation operation : all) {
            Response answer = call(operation);
            String name = operation.version() + " " + operation.name();
            if (answer.statusCode() == 501) {
                notBuilt.add(name);
                assertThat(answer.<String>path("error.code")).isEqualTo("NotImplemented");
                continue;
            }
            List<String> faults = new ArrayList<>();
            Response shown = answer;
            if (answer.statusCode() == 202) {
                assertThat(peers.end(answer)).as(name).isEqualTo("Succeeded");
                if (answer.asString().isEmpty()) {
                    shown = peers.as(CREATOR).get(peers.path(answer.header("Location")));
                }
            }
            if (operation.statuses().contains(answer.statusCode())) {
                faults.addAll(faults(operation, shown));
            } else {
                faults.add("status " + answer.statusCode() + " " + answer.asString());
            }
            (faults.isEmpty() ? passed : wrong).add(faults.isEmpty() ? name : name + faults);
            if (operation.name().equals("Workspaces_CreateOrUpdate")) {
                connect(workspace(operation));
            }
        }

        String figure = passed.size() + " of " + all.size();
        System.out.println("[contract] operations on workspaces as specified: " + figure);
        assertThat(wrong).isEmpty();
        String fidelity = Files.readString(Path.of("../../docs/fidelity.md"));
        assertThat(fidelity.contains("operations on workspaces as specified: " + figure))
                .as("docs/fidelity.md says " + figure)
                .isTrue();
        assertThat(notBuilt)
                .as("what is not built stands in docs/fidelity.md")
                .allMatch(name -> fidelity.contains("`" + name.split(" ")[1] + "`"));
    }

    private static List<Operation> operations() throws IOException {
        try (var table = ContractTest.class.getResourceAsStream("/contracts/workspaces.txt")) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(Operation::read)
                    .toList();
        }
    }

    private Response call(Operation operation) {
        String path = switch (operation.path().charAt(0)) {
            case 'W' -> workspace(operation);
            case 'G' -> peers.group() + PROVIDER;
            default -> peers.subscription() + PROVIDER;
        };
        String rest = operation.path().substring(operation.path().startsWith("W") ? 1 : 2);
        if (rest.endsWith("/P")) {
            rest = rest.substring(0, rest.length() - 1) + connectionOf(path);
        }
        RequestSpecification request = peers.as(CREATOR);
        if (operation.body() != null) {
            request.body(operation.body());
        }
        return request.request(
                operation.method(),
                path + rest + (rest.contains("?") ? "&" : "?") + "api-version=" + operation.version());
    }

    private String workspace(Operation operation) {
        return peers.group() + PROVIDER + "workspaces/contract-" + operation.version();
    }

    /** A private endpoint whose connection waits for approval. */
    private void connect(String workspace) {
        String network = peers.group() + "/providers/Microsoft.Network/";
        String name = workspace.substring(workspace.lastIndexOf('/') + 1);
        peers.as(CREATOR)
                .body(Map.of(
                        "location",
                        "eastus",
                        "properties",
                        Map.of(
                                "subnet",
                                Map.of("id", network + "virtualNetworks/v/subnets/s"),
                                "manualPrivateLinkServiceConnections",
                                List.of(Map.of(
                                        "name",
                                        "c",
                                        "properties",
                                        Map.of(
                                                "privateLinkServiceId",
                                                workspace,
                                                "groupIds",
                                                List.of("amlworkspace")))))))
                .put(network + "privateEndpoints/" + name + "?api-version=2021-08-01")
                .then()
                .statusCode(201);
    }

    private String connectionOf(String workspace) {
        return peers.as(CREATOR)
                .get(workspace + WorkspacePeers.VERSION)
                .path("properties.privateEndpointConnections[0].name");
    }

    private static List<String> faults(Operation operation, Response answer) throws IOException {
        List<String> faults = new ArrayList<>();
        JsonNode body = answer.asString().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.asString());
        for (String field : operation.fields()) {
            String[] parts = field.split(":");
            String name = parts[0].replace("?", "");
            JsonNode found =
                    body.at("/" + name.replace("[", ".").replace("]", "").replace('.', '/'));
            boolean absent = found.isMissingNode() || found.isNull();
            if (absent ? !parts[0].endsWith("?") : !isOf(parts[1], found)) {
                faults.add(name + " is " + found.getNodeType() + ", not " + parts[1]);
            }
        }
        return faults;
    }

    private static boolean isOf(String type, JsonNode value) {
        return switch (type) {
            case "string" -> value.isTextual();
            case "boolean" -> value.isBoolean();
            case "integer" -> value.isIntegralNumber();
            case "array" -> value.isArray();
            default -> value.isObject();
        };
    }
}
