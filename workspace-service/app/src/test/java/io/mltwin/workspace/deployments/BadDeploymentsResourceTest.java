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
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.HeapSize;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Deployments that are refused: with Azure's code, before anything is changed. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class BadDeploymentsResourceTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    ServiceUnderTest service;

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
                template("'parameters':{'name':{'type':'string'}},'resources':["
                        + account("[parameters(`name`)]", "")
                        + "]"),
                "{'name':{'value':'" + client.name("st") + "'}}");
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvFileSource(resources = "/deployments/bad-requests.tsv", delimiter = '\t', quoteCharacter = '~')
    void isRefused(String pointer, String value, int status, String code, String message) throws IOException {
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

    static Stream<Arguments> bombs() {
        String memory = "more than 8 MB of memory";
        String loops = "'[copyIndex(`l0`)]'";
        for (int i = 0; i < 4; i++) {
            loops = "{'copy':[{'name':'l%d','count':800,'input':%s}]}".formatted(i, loops);
        }
        String large = "'variables':{'v':'%s'},".formatted("x".repeat(20_000));
        String loop = ",'copy':{'name':'%s','count':%d}";
        return Stream.of(
                Arguments.of(
                        "'parameters':{%s},'resources':[]",
                        "'p%d':{'type':'string'}",
                        257,
                        "template parameters limit exceeded. Limit: '256' and actual: '257'"),
                Arguments.of(
                        "'variables':{%s},'resources':[]",
                        "'v%d':1", 513, "template variables limit exceeded. Limit: '512' and actual: '513'"),
                Arguments.of(
                        "'outputs':{%s},'resources':[]",
                        "'o%d':{'type':'int','value':1}",
                        65,
                        "template outputs limit exceeded. Limit: '64' and actual: '65'"),
                Arguments.of(
                        "'resources':[%s]",
                        account("s%d[copyIndex()]", loop.formatted("l%d", 267)),
                        3,
                        "template resources limit exceeded. Limit: '800' and actual: '801'"),
                Arguments.of(
                        "'variables':{'v0':[1],%s},'resources':[]",
                        "'v%2$d':['[variables(`v%1$d`)]','[variables(`v%1$d`)]']", 60, memory),
                Arguments.of(
                        "'variables':{%s,'v200':1},'resources':[]",
                        "'v%1$d':[['[variables(`v%2$d`)]']]", 200, "more than 150 levels"),
                Arguments.of("'variables':" + loops + ",'resources':[]%s", "", 1, memory),
                Arguments.of(
                        "'parameters':{'p':{'type':'string','defaultValue':'[padLeft(`a`, 900000000)]'}},'resources':[]%s",
                        "", 1, memory),
                Arguments.of(
                        large + "'resources':[%s]",
                        account(
                                "[concat(`s`, copyIndex())]",
                                ",'tags':{'t':'[variables(`v`)]'}" + loop.formatted("l", 800)),
                        1,
                        memory),
                Arguments.of(
                        "'resources':[" + account("[concat(`a`, copyIndex())]", loop.formatted("a", 400)) + ",%s]",
                        account("[concat(`b`, copyIndex())]", ",'dependsOn':['a']" + loop.formatted("b", 400)),
                        1,
                        memory),
                Arguments.of(
                        large + "'resources':[%s]",
                        "{'type':'Microsoft.Resources/deployments','apiVersion':'2021-04-01','name':'n%d','properties':{'mode':'Incremental','template':{'$schema':'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#','contentVersion':'1.0.0.0','resources':[]}}}",
                        300,
                        memory),
                Arguments.of("'resources':[%s]", nestedLoop("inner"), 1, memory),
                Arguments.of("'resources':[%s]", nestedLoop("outer"), 1, memory));
    }

    /** A large template as often as a loop can have it. */
    private static String nestedLoop(String scope) {
        return "{'type':'Microsoft.Resources/deployments','apiVersion':'2021-04-01','name':'[concat(`n`, copyIndex())]','copy':{'name':'l','count':800},'properties':{'mode':'Incremental','expressionEvaluationOptions':{'scope':'%s'},'template':%s}}"
                .formatted(
                        scope,
                        template("'variables':{'v':'" + "x".repeat(20_000) + "'},'resources':[]")
                                .toString()
                                .replace('"', '\''));
    }

    @ParameterizedTest(name = "{1} {2} times is {3}")
    @MethodSource("bombs")
    void aBombIsRefusedAtOnce(String members, String part, int times, String message) throws InterruptedException {
        String parts = IntStream.range(0, times)
                .mapToObj(i -> part.formatted(i, i + 1))
                .collect(Collectors.joining(","));
        ObjectNode request = body("Incremental", template(members.formatted(parts)), "{}");
        HeapSize heap = new HeapSize();
        for (boolean validate : new boolean[] {true, false}) {
            var answer = assertTimeout(
                    Duration.ofSeconds(20),
                    () -> validate
                            ? client.asOwner().body(request.toString()).post(id + "/validate" + VERSION)
                            : client.put(id, request));
            answer.then()
                    .statusCode(400)
                    .body("error.code", equalTo("InvalidTemplate"))
                    .body("error.message", containsString(message));
        }
        heap.requireBack();
    }

    @ParameterizedTest
    @CsvSource({"a%20b", "a%2Bb", "12345678901234567890123456789012345678901234567890123456789012345"})
    void namesHaveAForm(String name) {
        client.put(id(group, name), good()).then().statusCode(400).body("error.code", equalTo("InvalidDeploymentName"));
    }

    @AfterEach
    void nothingWasChanged() {
        client.asOwner().get(group + "/resources" + VERSION).then().body("value", hasSize(0));
        client.asOwner()
                .get(group + "/providers/Microsoft.Resources/deployments" + VERSION)
                .then()
                .body("value", hasSize(0));
    }

    private static void change(JsonNode root, JsonPointer pointer, String value) throws IOException {
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
