package io.mltwin.workspace.deployments;

import static io.mltwin.workspace.deployments.DeploymentClient.VERSION;
import static io.mltwin.workspace.deployments.DeploymentClient.account;
import static io.mltwin.workspace.deployments.DeploymentClient.body;
import static io.mltwin.workspace.deployments.DeploymentClient.id;
import static io.mltwin.workspace.deployments.DeploymentClient.template;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** Deployments that are refused: with Azure's code, before anything is changed. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class BadDeploymentsResourceTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @FromPlatform TestIssuer issuer;
    @FromPlatform TestDecisions decisions;
    @FromPlatform ServiceUnderTest service;

    private static DeploymentClient client;
    private static String group;
    private static String id;

    @BeforeEach
    void seedOnce() {
        if (client == null) {
            client = new DeploymentClient(issuer, decisions, service);
            group = client.group("refusals");
            id = id(group, "bad");
        }
    }

    private ObjectNode good() {
        return body(
                "Incremental",
                template(
                        "'parameters':{'name':{'type':'string'}},'resources':["
                                + account("[parameters(`name`)]", "")
                                + "]"),
                "{'name':{'value':'" + client.name("st") + "'}}");
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvFileSource(
            resources = "/deployments/bad-requests.tsv",
            delimiter = '\t',
            quoteCharacter = '~')
    void isRefused(String pointer, String value, int status, String code, String message)
            throws IOException {
        ObjectNode request = good();
        change(request, JsonPointer.compile(pointer), value);

        client.put(id, request)
                .then()
                .statusCode(status)
                .body("error.code", equalTo(code))
                .body("error.message", containsString(message));
        client.asOwner()
                .body(request.toString())
                .post(id + "/validate" + VERSION)
                .then()
                .statusCode(status)
                .body("error.code", equalTo(code));
    }

    @ParameterizedTest
    @CsvSource({
        "a%20b",
        "a%2Bb",
        "12345678901234567890123456789012345678901234567890123456789012345"
    })
    void namesHaveAForm(String name) {
        client.put(id(group, name), good())
                .then()
                .statusCode(400)
                .body("error.code", equalTo("InvalidDeploymentName"));
    }

    @AfterEach
    void nothingWasChanged() {
        client.asOwner().get(group + "/resources" + VERSION).then().body("value", hasSize(0));
        client.asOwner()
                .get(group + "/providers/Microsoft.Resources/deployments" + VERSION)
                .then()
                .body("value", hasSize(0));
    }

    private static void change(JsonNode root, JsonPointer pointer, String value)
            throws IOException {
        JsonNode parent = root.at(pointer.head());
        String name = pointer.last().getMatchingProperty();
        assertThat(parent.isContainerNode()).as("%s", pointer).isTrue();
        if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(name), JSON.readTree(value));
        } else if (value.equals("-")) {
            ((ObjectNode) parent).remove(name);
        } else {
            ((ObjectNode) parent).set(name, JSON.readTree(value));
        }
    }
}
