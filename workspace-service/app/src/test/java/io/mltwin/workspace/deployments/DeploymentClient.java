package io.mltwin.workspace.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.mltwin.workspace.arm.ArmCaller;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** A subscription with groups of its own, and deployments to them. */
class DeploymentClient {

    static final String AUDIENCE = "https://management.azure.com/";
    static final String VERSION = "?api-version=2021-04-01";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final TestIssuer issuer;
    private final ServiceUnderTest service;
    private final ArmCaller arm;
    private final int number = NUMBERS.incrementAndGet();

    DeploymentClient(TestIssuer issuer, TestDecisions decisions, ServiceUnderTest service) {
        this.issuer = issuer;
        this.service = service;
        arm = ArmCaller.ofNewSubscription(service, issuer, decisions);
    }

    String subscription() {
        return arm.subscription();
    }

    /** A name of a storage account that nobody else has. */
    String name(String start) {
        return start + number + "x" + subscription().split("/")[2].substring(0, 8);
    }

    String group(String name) {
        String id = subscription() + "/resourceGroups/" + name;
        asOwner().body("{\"location\":\"eastus\"}").put(id + VERSION).then().statusCode(201);
        return id;
    }

    RequestSpecification as(String objectId) {
        return arm.as(objectId);
    }

    RequestSpecification asOwner() {
        return arm.asOwner();
    }

    static String id(String scope, String name) {
        return scope + "/providers/Microsoft.Resources/deployments/" + name;
    }

    /** JSON with single quotes for double ones, and backticks for single ones. */
    static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"').replace('`', '\''));
        } catch (IOException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    static ObjectNode body(String mode, JsonNode template, String parameters) {
        ObjectNode body = JSON.createObjectNode();
        ObjectNode properties = body.putObject("properties");
        properties.put("mode", mode);
        properties.set("template", template);
        properties.set("parameters", json(parameters));
        return body;
    }

    /** A template of these members besides schema and version. */
    static JsonNode template(String members) {
        return json(
                "{'$schema':'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#','contentVersion':'1.0.0.0',"
                        + members
                        + "}");
    }

    static String account(String name, String more) {
        return "{'type':'Microsoft.Storage/storageAccounts','apiVersion':'2022-09-01','name':'"
                + name
                + "','location':'eastus','sku':{'name':'Standard_LRS'},'kind':'StorageV2'"
                + more
                + "}";
    }

    Response put(String id, JsonNode body) {
        return asOwner().body(body.toString()).put(id + VERSION);
    }

    /** Deploys to the end. */
    JsonNode deploy(String id, JsonNode body) {
        Response taken = put(id, body);
        assertThat(taken.statusCode()).as(taken.asString()).isIn(200, 201);
        assertThat(taken.header("Retry-After")).isEqualTo("1");
        end(taken);
        return get(id);
    }

    /** What the operation of a deployment answers now. */
    JsonNode poll(Response taken) {
        return read(asOwner().get(path(taken)));
    }

    private String path(Response taken) {
        return taken.header("Azure-AsyncOperation").substring(("https://" + service.host("management")).length());
    }

    String end(Response taken) {
        String path = path(taken);
        String token = issuer.aad(AUDIENCE, arm.owner()).sign();
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> service.poll("management", path, token)
                                .path("status")
                                .asText(),
                        status -> !status.equals("InProgress"));
    }

    JsonNode get(String id) {
        return read(asOwner().get(id + VERSION));
    }

    List<String> kinds(String id) {
        return asOwner().get(id + "/operations" + VERSION).jsonPath().getList("value.properties.provisioningOperation");
    }

    /** The names of the resources that a deployment's operations were about. */
    List<String> targets(String id) {
        return asOwner()
                .get(id + "/operations" + VERSION)
                .jsonPath()
                .getList(
                        "value.findAll { it.properties.targetResource != null }.properties.targetResource.resourceName");
    }

    private static JsonNode read(Response response) {
        try {
            return JSON.readTree(response.asString());
        } catch (IOException e) {
            throw new IllegalStateException(response.asString(), e);
        }
    }
}
