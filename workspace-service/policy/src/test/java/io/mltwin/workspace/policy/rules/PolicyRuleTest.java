package io.mltwin.workspace.policy.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.testkit.SmallStack;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Azure Policy's language: what each condition says of one workspace, and what is refused. */
class PolicyRuleTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ML = "Microsoft.MachineLearningServices/workspaces";
    private static final String WS = "/subscriptions/s1/resourceGroups/rg1/providers/" + ML + "/ws1";
    private static final String WORKSPACE = """
            {"location":"East US","kind":"Default","tags":{"env":"prod","cost centre":"17"},"sku":{"name":"Basic"},
             "identity":{"type":"SystemAssigned"},
             "properties":{"hbiWorkspace":true,"friendlyName":"My Twin","imageBuildCompute":null,
              "encryption":{"status":"Enabled"},"publicNetworkAccess":"Enabled",
              "privateEndpointConnections":[
               {"properties":{"privateLinkServiceConnectionState":{"status":"Approved"}}},
               {"properties":{"privateLinkServiceConnectionState":{"status":"Pending"}}}]}}
            """;

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'field':'type','equals':'MICROSOFT.machinelearningservices/WORKSPACES'} | true",
                "{'field':'type','notEquals':'Microsoft.Storage/storageAccounts'} | true",
                "{'field':'name','like':'ws*'} | true",
                "{'field':'name','like':'*x*1'} | refused",
                "{'field':'name','like':'x*'} | false",
                "{'field':'name','notLike':'x*'} | true",
                "{'field':'name','match':'??#'} | true",
                "{'field':'name','match':'WS#'} | false",
                "{'field':'name','matchInsensitively':'WS#'} | true",
                "{'field':'name','notMatch':'..'} | true",
                "{'field':'fullName','equals':'ws1'} | true",
                "{'field':'id','contains':'/resourcegroups/RG1/'} | true",
                "{'field':'kind','equals':'project'} | false",
                "{'field':'location','equals':'eastus'} | true",
                "{'field':'location','in':['West Europe','east us']} | true",
                "{'field':'location','notIn':['westeurope']} | true",
                "{'field':'tags','containsKey':'ENV'} | true",
                "{'field':'tags','notContainsKey':'owner'} | true",
                "{'field':'tags.env','equals':'PROD'} | true",
                "{'field':'tags[''env'']','equals':'prod'} | true",
                "{'field':'tags[cost centre]','equals':'17'} | true",
                "{'field':'tags[owner]','exists':'false'} | true",
                "{'field':'tags[owner]','exists':true} | false",
                "{'field':'identity.type','equals':'SystemAssigned'} | true",
                "{'field':'{ML}/sku.name','in':['Basic','Enterprise']} | true",
                "{'field':'{ML}/hbiWorkspace','equals':'true'} | true",
                "{'field':'{ML}/hbiWorkspace','equals':true} | true",
                "{'field':'{ML}/imageBuildCompute','exists':'false'} | true",
                "{'field':'{ML}/friendlyName','contains':'twin'} | true",
                "{'field':'{ML}/friendlyName','notContains':'twin'} | false",
                "{'field':'{ML}/encryption.status','equals':'enabled'} | true",
                "{'field':'{ML}/computes/vmSize','equals':'x'} | false",
                "{'field':'{ML}/computes/vmSize','notEquals':'x'} | true",
                "{'field':'{ML}/noSuchThing','equals':'x'} | refused",
                "{'field':'nonsense','equals':'x'} | refused",
                "{'not':{'field':'name','equals':'ws1'}} | false",
                "{'allOf':[{'field':'name','equals':'ws1'},{'field':'name','equals':'ws2'}]} | false",
                "{'anyOf':[{'field':'name','equals':'ws1'},{'field':'name','equals':'ws2'}]} | true",
                "{'allOf':[]} | refused",
                "{'count':{'field':'{ML}/privateEndpointConnections[*]'},'equals':2} | true",
                "{'count':{'field':'{ML}/privateEndpointConnections[*]','where':{'field':'{ML}/privateEndpointConnections[*].privateLinkServiceConnectionState.status','equals':'Approved'}},'less':1} | false",
                "{'count':{'field':'{ML}/privateEndpointConnections[*]','where':{'field':'{ML}/privateEndpointConnections[*].privateLinkServiceConnectionState.status','equals':'Rejected'}},'greaterOrEquals':1} | false",
                "{'count':{'field':'{ML}/sharedPrivateLinkResources[*]'},'lessOrEquals':0} | true",
                "{'field':'{ML}/privateEndpointConnections[*].privateLinkServiceConnectionState.status','equals':'Approved'} | false",
                "{'field':'{ML}/privateEndpointConnections[*].privateLinkServiceConnectionState.status','in':['Approved','Pending']} | true",
                "{'count':{'value':[1]},'equals':1} | notBuilt",
                "{'value':'[field(''name'')]','equals':'ws1'} | true",
                "{'value':'[toLower(concat(field(''name''),''-X''))]','equals':'ws1-x'} | true",
                "{'value':'[resourceGroup().tags.env]','equals':'test'} | true",
                "{'value':'[resourceGroup().location]','notEquals':'[field(''location'')]'} | true",
                "{'value':'[subscription().subscriptionId]','equals':'s1'} | true",
                "{'field':'[concat(''tags['', parameters(''tag''), '']'')]','exists':'true'} | true",
                "{'field':'[field(''name'')]','exists':'true'} | notBuilt",
                "{'field':'location','in':'[parameters(''regions'')]'} | true",
                "{'field':'name','equals':'[[literal]'} | false",
                "{'value':'[utcNow()]','greater':'2020-01-01'} | notBuilt",
                "{'value':'[parameters(''unknown'')]','equals':'x'} | refused",
                "{'value':'[concat(''a'']','equals':'x'} | refused",
                "{'field':'name','equals':'a','like':'b'} | refused",
                "{'field':'name'} | refused",
                "{'field':'name','in':'a'} | refused",
                "{'field':'name','equals':['a']} | refused",
                "{'field':'name','almost':'a'} | refused"
            })
    void says(String condition, String expected) throws JsonProcessingException {
        if (expected.equals("refused") || expected.equals("notBuilt")) {
            assertThatThrownBy(() -> rule(condition, "'deny'"))
                    .isInstanceOfSatisfying(
                            AzureException.class,
                            fault -> assertThat(fault.status()).isEqualTo(expected.equals("refused") ? 400 : 501));
            return;
        }

        PolicyRule.Outcome outcome = rule(condition, "'deny'").judge(workspace(), parameters());

        assertThat(outcome.described()).isEqualTo(Boolean.parseBoolean(expected));
        assertThat(outcome.expressions()).isNotEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'Deny' | DENY",
                "'audit' | AUDIT",
                "'Disabled' | DISABLED",
                "'[parameters(''effect'')]' | AUDIT",
                "'modify' | 501",
                "'deployIfNotExists' | 501",
                "'auditIfNotExists' | 400",
                "'explode' | 400",
                "'[concat(''de'',''ny'')]' | 400",
                "7 | 400"
            })
    void theEffectIsOneThatIsBuilt(String effect, String expected) throws JsonProcessingException {
        String condition = "{'field':'name','equals':'ws1'}";
        if (expected.length() == 3) {
            assertThatThrownBy(() -> rule(condition, effect))
                    .isInstanceOfSatisfying(
                            AzureException.class,
                            fault -> assertThat(fault.status()).isEqualTo(Integer.parseInt(expected)));
            return;
        }
        assertThat(rule(condition, effect).effect(parameters())).isEqualTo(Effect.valueOf(expected));
    }

    @Test
    void aPropertyInAnotherCaseIsNotThatProperty() throws JsonProcessingException {
        JsonNode body = read("{'properties':{'Encryption':{'status':'Enabled'}}}");
        PolicySubject subject = PolicySubject.ofPut(ArmResourceId.parse(WS), body, () -> null);

        assertThat(rule("{'field':'{ML}/encryption.status','equals':'Enabled'}", "'deny'")
                        .judge(subject, parameters())
                        .described())
                .isFalse();
    }

    @Test
    void aPatchIsJudgedByWhatItLeaves() throws JsonProcessingException {
        JsonNode patch = read("{'tags':{'a':'b'},'properties':{'friendlyName':'Other','encryption':null}}");
        PolicySubject left =
                PolicySubject.ofPatch(ArmResourceId.parse(WS), JSON.readTree(WORKSPACE), patch, () -> null);

        assertThat(left.resource().path("tags")).isEqualTo(read("{'a':'b'}"));
        assertThat(left.resource().path("properties").path("friendlyName").asText())
                .isEqualTo("Other");
        assertThat(left.resource().path("properties").has("encryption")).isFalse();
        assertThat(left.resource().path("properties").path("hbiWorkspace").asBoolean())
                .isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'field':'type','equals':'{ML}'} | true",
                "{'field':'type','equals':'Microsoft.Storage/storageAccounts'} | false",
                "{'field':'location','equals':'mars'} | true",
                "{'allOf':[{'field':'type','equals':'{ML}'},{'field':'location','equals':'mars'}]} | true",
                "{'allOf':[{'field':'kind','equals':'project'},{'field':'location','equals':'eastus'}]} | false",
                "{'anyOf':[{'field':'type','equals':'x'},{'field':'location','equals':'mars'}]} | true",
                "{'anyOf':[{'field':'type','equals':'x'},{'field':'name','equals':'y'}]} | false",
                "{'not':{'field':'type','equals':'{ML}'}} | false",
                "{'not':{'allOf':[{'field':'type','equals':'{ML}'},{'field':'location','equals':'mars'}]}} | true"
            })
    void aPolicyIsAboutResourcesOfTheTypesItNames(String condition, boolean about) throws JsonProcessingException {
        PolicyRule rule = rule(condition, "'audit'");

        assertThat(rule.isAbout(workspace(), parameters())).isEqualTo(about);
        if (!about) {
            assertThat(rule.judge(workspace(), parameters()).described()).isFalse();
        }
    }

    @Test
    void comparedValuesAreShown() throws JsonProcessingException {
        PolicyRule.Outcome outcome = rule(
                        "{'allOf':[{'field':'type','equals':'{ML}'},{'not':{'field':'{ML}/encryption.status','equals':'x'}}]}",
                        "'deny'")
                .judge(workspace(), parameters());

        assertThat(outcome.expressions())
                .extracting(
                        EvaluatedExpression::result,
                        EvaluatedExpression::expression,
                        EvaluatedExpression::path,
                        EvaluatedExpression::operator)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("True", "type", "type", "Equals"),
                        org.assertj.core.groups.Tuple.tuple(
                                "False", ML + "/encryption.status", "properties.encryption.status", "Equals"));
    }

    private static PolicyRule rule(String condition, String effect) throws JsonProcessingException {
        return RuleParser.parse(
                read("{'if':" + condition + ",'then':{'effect':" + effect + "}}"),
                Set.of("tag", "regions", "effect"),
                "def1");
    }

    private static PolicySubject workspace() throws JsonProcessingException {
        JsonNode group = read("{'location':'westeurope','tags':{'env':'test'}}");
        return PolicySubject.ofPut(ArmResourceId.parse(WS), JSON.readTree(WORKSPACE), () -> group);
    }

    private static Map<String, JsonNode> parameters() throws JsonProcessingException {
        return Map.of("tag", read("'env'"), "regions", read("['eastus']"), "effect", read("'Audit'"));
    }

    /** JSON with single quotes, two of which are one in a text. */
    private static JsonNode read(String text) throws JsonProcessingException {
        return JSON.readTree(text.replace("{ML}", ML)
                .replace("''", "\u0000")
                .replace('\'', '"')
                .replace('\u0000', '\''));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "toLower( | 'x' | )",
                "resourceGroup() | .a | ~~",
                "resourceGroup() | [0] | ~~",
            })
    void anExpressionIsOnlySoLongAndSoDeep(String begin, String repeated, String end) {
        for (int times : new int[] {150, 2_000, 20_000}) {
            String expression = end.isEmpty()
                    ? "[" + begin + repeated.repeat(times) + "]"
                    : "[" + begin.repeat(times) + repeated + end.repeat(times) + "]";
            JsonNode rule = JSON.createObjectNode()
                    .<com.fasterxml.jackson.databind.node.ObjectNode>set(
                            "if",
                            JSON.createObjectNode().put("value", expression).put("equals", "x"))
                    .set("then", JSON.createObjectNode().put("effect", "audit"));

            assertThatThrownBy(() -> SmallStack.call(() -> RuleParser.parse(rule, Set.of(), "d")))
                    .isInstanceOfSatisfying(
                            AzureException.class,
                            fault -> assertThat(fault.status()).isEqualTo(400));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'value':'[concat(%s)]','equals':'x'} | parameters(''text'')",
                "{'anyOf':[%s]} | {'field':'{ML}/friendlyName','contains':'y'}",
                "{'anyOf':[%s]} | {'value':'x','in':'[parameters(''list'')]'}",
                "{'anyOf':[%s]} | {'value':'[parameters(''list'')]','contains':'x'}",
                "{'count':{'field':'{ML}/privateEndpointConnections[*]','where':{'anyOf':[%s]}},'equals':2} | {'field':'name','in':'[parameters(''list'')]'}"
            })
    void aBombEndsSoon(String frame, String part) throws JsonProcessingException {
        // Given
        String bomb = frame.formatted(String.join(",", Collections.nCopies(1_000, part)));
        PolicyRule rule =
                RuleParser.parse(read("{'if':" + bomb + ",'then':{'effect':'deny'}}"), Set.of("text", "list"), "def1");
        ObjectNode body = (ObjectNode) JSON.readTree(WORKSPACE);
        ObjectNode properties = (ObjectNode) body.path("properties");
        properties.put("friendlyName", "x".repeat(1 << 20));
        ArrayNode list = JSON.createArrayNode();
        for (int i = 0; i < 50_000; i++) {
            list.add(i);
        }
        properties.set("privateEndpointConnections", list);
        PolicySubject subject = PolicySubject.ofPut(ArmResourceId.parse(WS), body, () -> null);
        Map<String, JsonNode> parameters = Map.of("text", properties.path("friendlyName"), "list", list);
        long start = used();
        // When, Then
        assertThatThrownBy(() -> rule.judge(subject, parameters))
                .isInstanceOf(AzureException.class)
                .hasMessageMatching(
                        "The evaluation of a policy rule takes (more than 8 MB of memory|too much time)\\.");
        assertThat(Duration.ofNanos(used() - start)).isLessThan(Duration.ofSeconds(5));
    }

    /** Processor time, since other tests use the machine too. */
    private static long used() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
