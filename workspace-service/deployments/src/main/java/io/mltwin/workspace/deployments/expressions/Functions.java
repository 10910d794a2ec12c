package io.mltwin.workspace.deployments.expressions;

import static io.mltwin.armweb.AzureException.notBuiltIf;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.expressions.ExpressionException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The functions of Azure Resource Manager's template language, by name, with how many arguments
 * they take and where they may stand.
 */
final class Functions {

    /** Of Azure's, and refused with 501 instead of as unknown. */
    private static final Set<String> NOT_BUILT = Set.of(
            "parsecidr",
            "cidrsubnet",
            "cidrhost",
            "pickzones",
            "providers",
            "references",
            "managementgroup",
            "managementgroupresourceid",
            "tologicalzone",
            "buildurisas");

    /** The functions that return a value which exists already. */
    private static final Set<String> FINDING = Set.of(
            "parameters", "variables", "lambdavariables", "if", "coalesce", "first", "last", "tryget", "reference");

    static final int ANY = Integer.MAX_VALUE;

    private static final Map<String, Definition> BY_NAME = new LinkedHashMap<>();

    private static final EnumSet<ExpressionLocation> EVERYWHERE = EnumSet.allOf(ExpressionLocation.class);

    interface Body {
        JsonNode apply(Arguments arguments);
    }

    private record Definition(String name, int least, int most, Set<ExpressionLocation> places, Body body) {}

    static {
        TextFunctions.register();
        EncodingFunctions.register();
        CollectionFunctions.register();
        SetFunctions.register();
        NumberFunctions.register();
        LogicFunctions.register();
        DateFunctions.register();
        LambdaFunctions.register();
        ScopeFunctions.register();
        DeploymentFunctions.register();
    }

    private Functions() {}

    static void add(String name, int least, int most, Body body) {
        add(name, least, most, EVERYWHERE, body);
    }

    static void add(String name, int least, int most, Set<ExpressionLocation> places, Body body) {
        BY_NAME.put(key(name), new Definition(name, least, most, places, body));
    }

    static JsonNode call(Arguments arguments) {
        JsonNode value = arguments.evaluation().budget().nested(() -> value(arguments));
        if (!FINDING.contains(key(arguments.function()))) {
            arguments.charge(Values.bytes(value));
        }
        return value;
    }

    private static JsonNode value(Arguments arguments) {
        UserFunctions.Definition own = arguments.evaluation().functions().find(arguments.function());
        if (own != null) {
            return UserFunctions.call(own, arguments);
        }
        Definition definition =
                require(arguments.function(), arguments.evaluation().place());
        checkCount(definition, arguments.count());
        return definition.body().apply(arguments);
    }

    /**
     * Checks a call without evaluating it.
     *
     * @throws ExpressionException when there is no such function, not here, or not with so many
     *     arguments
     */
    static void check(String name, int arguments, ExpressionLocation place) {
        checkCount(require(name, place), arguments);
    }

    private static Definition require(String name, ExpressionLocation place) {
        String key = key(name);
        Definition definition = BY_NAME.get(key);
        if (definition == null && key.startsWith("list") && key.length() > 4) {
            definition = BY_NAME.get("list*");
        }
        if (definition == null) {
            notBuiltIf(NOT_BUILT.contains(key), "The template function '%s'", name);
            throw ExpressionException.invalidFunction(name);
        }
        if (!definition.places().contains(place)) {
            throw ExpressionException.notExpectedHere(name);
        }
        return definition;
    }

    private static void checkCount(Definition definition, int given) {
        if (given >= definition.least() && given <= definition.most()) {
            return;
        }
        String wanted = definition.least() == definition.most()
                ? Integer.toString(definition.least())
                : definition.most() == ANY
                        ? "at least " + definition.least()
                        : definition.least() + " to " + definition.most();
        throw ExpressionException.wrongCount(definition.name(), wanted, given);
    }

    private static String key(String name) {
        return AsciiCase.lower(name);
    }
}
