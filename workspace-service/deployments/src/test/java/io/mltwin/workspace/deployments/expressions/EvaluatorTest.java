package io.mltwin.workspace.deployments.expressions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.EvaluationBudget;
import io.mltwin.testkit.SmallStack;
import io.mltwin.workspace.deployments.expressions.Evaluation.UnresolvedReferenceException;
import io.mltwin.workspace.expressions.ExpressionException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The template language: one row a function and case, with the examples of its documentation. */
class EvaluatorTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SUBSCRIPTION = "11111111-1111-1111-1111-111111111111";
    private static final ArmResourceId GROUP =
            ArmResourceId.subscription(SUBSCRIPTION).resourceGroup("rg1");

    private static final Map<String, String> PARAMETERS = Map.of(
            "name", "'demo'",
            "list", "['one','two','three']",
            "numbers", "[0,3,2,5,4]",
            "object", "{'a':'x','b':{'c':2},'d':null}",
            "one", "{'a':'1','b':{'x':'1'}}",
            "two", "{'a':'2','b':{'y':'2'},'c':'3'}",
            "dogs", "[{'name':'Evie','age':5},{'name':'Casper','age':3},{'name':'Kira','age':8}]",
            "empty", "''",
            "nested", "[[1,2],[3]]");

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (java.io.IOException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    static Evaluation evaluation(ExpressionLocation place) {
        DeploymentContext context = new DeploymentContext(
                new EvaluationBudget(8 << 20, Duration.ofSeconds(5), ExpressionException::new),
                GROUP,
                () -> json("{'name':'d1'}"),
                () -> json("{'name':'rg1','location':'eastus','tags':{'env':'test'}}"),
                () -> json("{'subscriptionId':'" + SUBSCRIPTION + "','tenantId':'t'}"),
                () -> json("{'tenantId':'t'}"),
                () -> json("{'suffixes':{'storage':'core.mltwin'}}"),
                () -> json("{'objectId':'o'}"),
                () -> Instant.parse("2026-03-01T10:20:30Z"),
                () -> UUID.fromString("22222222-2222-2222-2222-222222222222"));
        return new Evaluation(
                place,
                name -> PARAMETERS.containsKey(name) ? json(PARAMETERS.get(name)) : null,
                name -> name.equals("v") ? TextNode.valueOf("value") : null,
                new UserFunctions(Map.of(
                        "contoso.twice",
                        new UserFunctions.Definition(
                                java.util.List.of("x"),
                                TextNode.valueOf("[concat(parameters('x'), parameters('x'))]")))),
                context,
                Evaluation.Resources.NONE_YET,
                Map.of(),
                null,
                Map.of());
    }

    private static JsonNode value(String expression) {
        return Evaluator.value(TextNode.valueOf(expression), evaluation(ExpressionLocation.RESOURCE_BODY));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "plain | 'plain'",
                "[[escaped] | '[escaped]'",
                "[concat('a', 1, true())] | 'a1true'",
                "[concat(parameters('list'), createArray('four'))] | ['one','two','three','four']",
                "[toLower('ABC')] | 'abc'",
                "[TOUPPER('abc')] | 'ABC'",
                "[trim('  a ')] | 'a'",
                "[replace('a-b-c', '-', '')] | 'abc'",
                "[split('a,b;c', createArray(',', ';'))] | ['a','b','c']",
                "[split('a,b', ',')] | ['a','b']",
                "[join(parameters('list'), '-')] | 'one-two-three'",
                "[substring('one two three', 4, 3)] | 'two'",
                "[padLeft(7, 3, '0')] | '007'",
                "[startsWith('Abc', 'aB')] | true",
                "[endsWith('abC', 'Bc')] | true",
                "[string(createArray(1, 'a'))] | '[1,\\\"a\\\"]'",
                "[format('{0}-{1:D3}-{{x}}', 'a', 7)] | 'a-007-{x}'",
                "[length(parameters('list'))] | 3",
                "[length('abcd')] | 4",
                "[length(parameters('object'))] | 3",
                "[empty(parameters('empty'))] | true",
                "[empty(parameters('list'))] | false",
                "[contains(parameters('object'), 'B')] | true",
                "[contains(parameters('list'), 'two')] | true",
                "[contains('OneTwo', 'Two')] | true",
                "[contains('OneTwo', 'two')] | false",
                "[first(parameters('list'))] | 'one'",
                "[last('abc')] | 'c'",
                "[indexOf('test', 'T')] | 0",
                "[lastIndexOf('test', 't')] | 3",
                "[indexOf(parameters('list'), 'three')] | 2",
                "[skip(parameters('list'), 1)] | ['two','three']",
                "[take('abcdef', 2)] | 'ab'",
                "[take(parameters('list'), 9)] | ['one','two','three']",
                "[array('a')] | ['a']",
                "[createObject('a', 1, 'b', parameters('list'))] | {'a':1,'b':['one','two','three']}",
                "[createArray()] | []",
                "[flatten(parameters('nested'))] | [1,2,3]",
                "[range(3, 2)] | [3,4]",
                "[items(parameters('one'))] | [{'key':'a','value':'1'},{'key':'b','value':{'x':'1'}}]",
                "[objectKeys(parameters('object'))] | ['a','b','d']",
                "[tryGet(parameters('object'), 'b', 'c')] | 2",
                "[tryGet(parameters('object'), 'q')] | null",
                "[indexFromEnd(parameters('list'), 1)] | 'three'",
                "[tryIndexFromEnd(parameters('list'), 9)] | null",
                "[union(parameters('one'), parameters('two'))] | {'a':'2','b':{'x':'1','y':'2'},'c':'3'}",
                "[union(createArray(1, 2), createArray(2, 3))] | [1,2,3]",
                "[intersection(createArray(1, 2), createArray(2, 3))] | [2]",
                "[intersection(parameters('one'), createObject('a', '1'))] | {'a':'1'}",
                "[shallowMerge(createArray(parameters('one'), parameters('two')))] | {'a':'2','b':{'y':'2'},'c':'3'}",
                "[add(5, 3)] | 8",
                "[sub(7, 3)] | 4",
                "[mul(5, 3)] | 15",
                "[div(8, 3)] | 2",
                "[mod(-7, 3)] | -1",
                "[min(parameters('numbers'))] | 0",
                "[max(3, 9, 4)] | 9",
                "[int('42')] | 42",
                "[float('1.5')] | 1.5",
                "[if(true(), 'a', div(1, 0))] | 'a'",
                "[and(false(), equals(div(1, 0), 1))] | false",
                "[or(true(), equals(div(1, 0), 1))] | true",
                "[not(equals('a', 'b'))] | true",
                "[equals('a', 'A')] | false",
                "[equals(int('1'), 1)] | true",
                "[equals(parameters('object'), parameters('object'))] | true",
                "[bool('True')] | true",
                "[less(1, 2)] | true",
                "[lessOrEquals(2, 2)] | true",
                "[greater('b', 'a')] | true",
                "[greaterOrEquals(1, 2)] | false",
                "[coalesce(parameters('object').d, 'x')] | 'x'",
                "[null()] | null",
                "[json('null')] | null",
                "[json('{\"a\": [1]}').a[0]] | 1",
                "[base64('one')] | 'b25l'",
                "[base64ToString('b25l')] | 'one'",
                "[base64ToJson(base64('{\"a\":2}'))] | {'a':2}",
                "[uriComponent('a b/c')] | 'a%20b%2Fc'",
                "[uriComponentToString('a%20b')] | 'a b'",
                "[uri('http://contoso.org/firstpath/x', 'myscript.sh')] | 'http://contoso.org/firstpath/myscript.sh'",
                "[dataUriToString(dataUri('Hello'))] | 'Hello'",
                "[dateTimeAdd('2020-04-07 14:53:14Z', 'P3Y')] | '2023-04-07T14:53:14Z'",
                "[dateTimeAdd('2020-04-07 14:53:14Z', '-P9D', 'yyyy-MM-dd')] | '2020-03-29'",
                "[dateTimeAdd('2020-04-07 14:53:14Z', 'PT1H')] | '2020-04-07T15:53:14Z'",
                "[dateTimeToEpoch('2023-05-01T00:00:00Z')] | 1682899200",
                "[dateTimeFromEpoch(1682899200)] | '2023-05-01T00:00:00Z'",
                "[parameters('object').b.C] | 2",
                "[parameters('object')['b']['c']] | 2",
                "[parameters('object').?q] | null",
                "[parameters('list')[1]] | 'two'",
                "[variables('v')] | 'value'",
                "[contoso.twice('ab')] | 'abab'",
                "[deployment().name] | 'd1'",
                "[resourceGroup().location] | 'eastus'",
                "[environment().suffixes.storage] | 'core.mltwin'",
                "[tenant().tenantId] | 't'",
                "[deployer().objectId] | 'o'",
                "[resourceId('Microsoft.A/b', 'n')] | '/subscriptions/{S}/resourceGroups/rg1/providers/Microsoft.A/b/n'",
                "[resourceId('rg2', 'Microsoft.A/b/c', 'n', 'm')] | '/subscriptions/{S}/resourceGroups/rg2/providers/Microsoft.A/b/n/c/m'",
                "[resourceId('s2', 'rg2', 'Microsoft.A/b', 'n')] | '/subscriptions/s2/resourceGroups/rg2/providers/Microsoft.A/b/n'",
                "[subscriptionResourceId('Microsoft.A/b', 'n')] | '/subscriptions/{S}/providers/Microsoft.A/b/n'",
                "[tenantResourceId('Microsoft.A/b', 'n')] | '/providers/Microsoft.A/b/n'",
                "[extensionResourceId('/subscriptions/s', 'Microsoft.A/b', 'n')] | '/subscriptions/s/providers/Microsoft.A/b/n'",
                "[map(parameters('dogs'), lambda('dog', toUpper(lambdaVariables('dog').name)))] | ['EVIE','CASPER','KIRA']",
                "[map(filter(parameters('dogs'), lambda('d', less(lambdaVariables('d').age, 6))), lambda('d', lambdaVariables('d').name))] | ['Evie','Casper']",
                "[reduce(parameters('numbers'), 0, lambda('a', 'b', add(lambdaVariables('a'), lambdaVariables('b'))))] | 14",
                "[sort(parameters('numbers'), lambda('a', 'b', less(lambdaVariables('a'), lambdaVariables('b'))))] | [0,2,3,4,5]",
                "[toObject(parameters('dogs'), lambda('d', lambdaVariables('d').name), lambda('d', lambdaVariables('d').age))] | {'Evie':5,'Casper':3,'Kira':8}",
                "[groupBy(parameters('list'), lambda('x', take(lambdaVariables('x'), 1)))] | {'o':['one'],'t':['two','three']}",
                "[mapValues(createObject('a', 1), lambda('v', add(lambdaVariables('v'), 1)))] | {'a':2}",
                "[string('it''s')] | 'it\\u0027s'"
            })
    void evaluates(String expression, String wanted) {
        JsonNode value = value(expression);

        assertThat(Values.same(
                        value,
                        json(wanted.replace("{S}", SUBSCRIPTION)),
                        evaluation(ExpressionLocation.RESOURCE_BODY).budget()))
                .as("%s", value)
                .isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[nope('a')] | function 'nope' is not valid",
                "[concat()] | requires at least 1 argument",
                "[toLower('a', 'b')] | requires 1 argument(s) while 2",
                "[toLower(1)] | expected to be of type 'String'",
                "[concat('a'] | Unable to parse language expression",
                "[concat('a)] | is not closed",
                "[] | a name was expected",
                "[concat('a') 'b'] | the end was expected",
                "[parameters('zip')] | The template parameter 'zip' is not found",
                "[variables('zip')] | The template variable 'zip' is not found",
                "[parameters('object').zip] | available properties are 'a, b, d'",
                "[parameters('list')[7]] | out of bounds",
                "[parameters('name').x] | can't be evaluated",
                "[copyIndex()] | 'copyIndex' is not expected at this location",
                "[utcNow()] | 'utcNow' is not expected at this location",
                "[newGuid()] | 'newGuid' is not expected at this location",
                "[div(1, 0)] | function 'div'",
                "[int('x')] | cannot be converted",
                "[bool('x')] | cannot be converted",
                "[json('{')] | is no JSON",
                "[base64ToString('*')] | is no base64",
                "[if('a', 1, 2)] | expected to be of type 'Boolean'",
                "[substring('abc', 2, 5)] | must refer to a location within the string",
                "[range(0, 20000)] | the count must be",
                "[resourceId('Microsoft.A/b')] | at least 2",
                "[resourceId('Microsoft.A/b/c', 'n')] | requires '2' resource name argument",
                "[resourceId('a', 'b', 'c')] | the resource type is missing",
                "[createObject('a')] | a value is missing",
                "[union(createArray(1), createObject())] | expected to be of type 'Array'",
                "[format('{3}', 'a')] | which was not given",
                "[dateTimeAdd('yesterday', 'P1D')] | is no date",
                "[dateTimeAdd('2020-04-07T14:53:14Z', '1 day')] | is no duration",
                "[lambda('x', 1)] | only an argument",
                "[lambdaVariables('x')] | no such variable",
                "[map(createArray(1), 'x')] | must be a lambda",
                "[reference('x', '2020-01-01', 'Half')] | can only be 'Full'"
            })
    void refuses(String expression, String why) {
        assertThatThrownBy(() -> value(expression))
                .isInstanceOf(ExpressionException.class)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[reference('x')]", "[listKeys('x', '2020-01-01').keys[0].value]"})
    void whatDeployedResourcesTellIsNotKnownBefore(String expression) {
        assertThatThrownBy(() -> value(expression)).isInstanceOf(UnresolvedReferenceException.class);
        assertThat(Evaluator.preview(TextNode.valueOf(expression), evaluation(ExpressionLocation.RESOURCE_BODY))
                        .isNull())
                .isTrue();
    }

    @Test
    void defaultsOfParametersKnowTimeAndChance() {
        Evaluation inDefault = evaluation(ExpressionLocation.PARAMETER_DEFAULT);

        assertThat(Evaluator.value(TextNode.valueOf("[utcNow()]"), inDefault).asText())
                .isEqualTo("20260301T102030Z");
        assertThat(Evaluator.value(TextNode.valueOf("[utcNow('yyyy-MM-dd')]"), inDefault)
                        .asText())
                .isEqualTo("2026-03-01");
        assertThat(Evaluator.value(TextNode.valueOf("[newGuid()]"), inDefault).asText())
                .startsWith("22222222");
        assertThatThrownBy(() -> Evaluator.value(TextNode.valueOf("[variables('v')]"), inDefault))
                .hasMessageContaining("not expected at this location");
    }

    @Test
    void namesFromTextsAreTheSameForTheSameTextsOnly() {
        String name = value("[uniqueString('rg', 'a')]").asText();

        assertThat(name).matches("[a-z2-7]{13}");
        assertThat(value("[uniqueString('rg', 'a')]").asText()).isEqualTo(name);
        assertThat(value("[uniqueString('rga')]").asText()).isNotEqualTo(name);
        assertThat(value("[uniqueString('r', 'ga')]").asText()).isNotEqualTo(name);
        UUID guid = UUID.fromString(value("[guid('a', 'b')]").asText());
        assertThat(guid.version()).isEqualTo(5);
        assertThat(guid.variant()).isEqualTo(2);
        assertThat(value("[guid('a', 'b')]").asText()).isEqualTo(guid.toString());
        assertThat(value("[guid('ab')]").asText()).isNotEqualTo(guid.toString());
    }

    @Test
    void loopsOfPropertiesMakeArrays() {
        JsonNode source = json(
                "{'keep':1,'copy':[{'name':'disks','count':3,'input':{'lun':'[copyIndex(~disks~)]','at':'[copyIndex(~disks~, 5)]'}}]}");
        JsonNode made = Evaluator.value(replaceTilde(source), evaluation(ExpressionLocation.RESOURCE_BODY));

        assertThat(made)
                .hasToString("{\"keep\":1,\"disks\":[{\"lun\":0,\"at\":5},{\"lun\":1,\"at\":6},{\"lun\":2,\"at\":7}]}");
    }

    private static JsonNode replaceTilde(JsonNode source) {
        try {
            return JSON.readTree(source.toString().replace('~', '\''));
        } catch (java.io.IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "toLower( | 'x' | )",
                "parameters('object') | .a | ''",
                "parameters('list') | [0] | ''",
                "parameters('list') | [length(parameters('list')) | ''",
            })
    void anExpressionIsOnlySoLongAndSoDeep(String begin, String repeated, String end) {
        for (int times : new int[] {150, 2_000, 20_000}) {
            String expression = end.isEmpty()
                    ? "[" + begin + repeated.repeat(times) + "]"
                    : "[" + begin.repeat(times) + repeated + end.repeat(times) + "]";

            assertThatThrownBy(() -> SmallStack.call(() -> value(expression))).isInstanceOf(ExpressionException.class);
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "padLeft('a', 900000000)",
                "padLeft('a', 9223372036854775807)",
                "replace(padLeft('', 1000000, 'a'), 'a', padLeft('', 1000000, 'b'))",
                "split(padLeft('', 1000000, ','), ',')",
                "join(range(0, 10000), padLeft('', 100000))",
                "json(concat('[', padLeft('', 1000000, ' '), ']'))",
                "map(range(0, 10000), lambda('x', range(0, 10000)))",
                "map(range(0, 10000), lambda('x', startsWith(padLeft('', 100000), 'y')))",
                "flatten(map(range(0, 1000), lambda('x', range(0, 1000))))",
                "sort(map(range(0, 10000), lambda('x', mod(mul(lambdaVariables('x'), 7919), 10007))), lambda('a', 'b', less(lambdaVariables('b'), lambdaVariables('a'))))",
                "union(range(0, 10000), range(0, 10000))",
                "intersection(range(0, 10000), range(1, 10000))",
                "filter(range(0, 10000), lambda('x', contains(range(0, 10000), lambdaVariables('x'))))",
                "toObject(range(0, 10000), lambda('x', padLeft(lambdaVariables('x'), 1000)))",
                "GROW concat(A, A)",
                "GROW createArray(A, A)",
                "GROW string(createArray(A, A))",
                "GROW createObject('l', A, 'r', A)",
                "GROW union(createObject('l', A), createObject('l', A, 'r', A))",
                "GROW concat(createArray(A), createArray(A))",
                "GROW base64(string(A))",
                "GROW uriComponent(concat('%', string(A), string(A)))",
                "GROW dataUri(string(A))",
                "GROW format('{0}{0}', string(A))",
                "GROW format('{0,9999}{0,9999}', string(A))",
                "GROW replace(concat('a', string(A)), 'a', 'aa')",
                "GROW split(concat(string(A), ',', string(A)), '')",
                "string(GROW createArray(A, A))",
                "equals(GROW createArray(A, A), GROW createArray(A, A))",
                "contains(createArray(GROW createArray(A, A)), GROW createArray(A, A))",
                "empty(union(GROW createObject('l', A, 'r', A), GROW createObject('l', A, 'r', A)))",
                "DEEP createArray(A)",
                "string(DEEP createArray(A))",
                "equals(DEEP createArray(A), DEEP createArray(A))",
                "DEEP createObject('a', A)",
                "empty(union(DEEP createObject('a', A), DEEP createObject('a', A)))",
                "FIRST"
            })
    void aBombEndsSoon(String bomb) {
        String grown = bomb.replace("FIRST", "first(".repeat(90) + "'a'" + ")".repeat(90))
                .replaceAll(
                        "(GROW|DEEP) (\\w+\\((?:[^()]|\\((?:[^()]|\\([^()]*\\))*\\))*\\))",
                        "reduce(range(0, N$1), X$1, lambda('a', 'i', $2))")
                .replace("NGROW", "60")
                .replace("NDEEP", "9000")
                .replaceAll("XGROW|XDEEP", bomb.contains("Object") ? "createObject()" : "createArray('abcd')")
                .replaceAll("\\bA\\b", "lambdaVariables('a')");
        AtomicLong used = new AtomicLong();

        assertThatThrownBy(() -> SmallStack.call(() -> {
                    try {
                        return value("[" + grown + "]");
                    } finally {
                        used.set(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
                    }
                }))
                .as(grown)
                .isInstanceOf(ExpressionException.class)
                .hasMessageStartingWith("more than");

        // processor time, since other tests use the machine too
        assertThat(Duration.ofNanos(used.get())).isLessThan(Duration.ofSeconds(2));
    }
}
