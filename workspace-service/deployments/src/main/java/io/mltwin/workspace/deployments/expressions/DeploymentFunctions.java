package io.mltwin.workspace.deployments.expressions;

import static io.mltwin.workspace.deployments.expressions.Functions.add;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.expressions.ExpressionException;
import java.util.EnumSet;
import java.util.Set;

/** Functions that look at the deployment, its scope and what it has deployed. */
final class DeploymentFunctions {

    private static final Set<ExpressionLocation> WITH_VARIABLES = EnumSet.of(
            ExpressionLocation.VARIABLE,
            ExpressionLocation.RESOURCE_HEAD,
            ExpressionLocation.RESOURCE_BODY,
            ExpressionLocation.OUTPUT);
    private static final Set<ExpressionLocation> AT_RUNTIME =
            EnumSet.of(ExpressionLocation.RESOURCE_BODY, ExpressionLocation.OUTPUT);
    private static final Set<ExpressionLocation> OUTSIDE_FUNCTIONS =
            EnumSet.complementOf(EnumSet.of(ExpressionLocation.USER_FUNCTION));

    private DeploymentFunctions() {}

    static void register() {
        add("parameters", 1, 1, DeploymentFunctions::parameter);
        add("variables", 1, 1, WITH_VARIABLES, DeploymentFunctions::variable);
        add("copyIndex", 0, 2, WITH_VARIABLES, DeploymentFunctions::copyIndex);
        add("deployment", 0, 0, OUTSIDE_FUNCTIONS, a -> context(a).deployment().get());
        add("resourceGroup", 0, 0, OUTSIDE_FUNCTIONS, DeploymentFunctions::resourceGroup);
        add(
                "subscription",
                0,
                0,
                OUTSIDE_FUNCTIONS,
                a -> context(a).subscription().get());
        add("tenant", 0, 0, OUTSIDE_FUNCTIONS, a -> context(a).tenant().get());
        add(
                "environment",
                0,
                0,
                OUTSIDE_FUNCTIONS,
                a -> context(a).environment().get());
        add("deployer", 0, 0, OUTSIDE_FUNCTIONS, a -> context(a).deployer().get());
        add("reference", 1, 3, AT_RUNTIME, DeploymentFunctions::reference);
        add("list*", 1, 3, AT_RUNTIME, DeploymentFunctions::list);
    }

    private static DeploymentContext context(Arguments arguments) {
        return arguments.evaluation().context();
    }

    private static JsonNode parameter(Arguments arguments) {
        return found(arguments, "parameter", arguments.evaluation().parameters());
    }

    private static JsonNode variable(Arguments arguments) {
        return found(arguments, "variable", arguments.evaluation().variables());
    }

    private static JsonNode found(
            Arguments arguments, String kind, java.util.function.Function<String, JsonNode> source) {
        JsonNode value = source.apply(arguments.text(0));
        if (value == null) {
            throw notFound(kind, arguments.text(0));
        }
        return value;
    }

    static ExpressionException notFound(String kind, String name) {
        return new ExpressionException("The template "
                + kind
                + " '"
                + name
                + "' is not found. Please see https://aka.ms/arm-syntax-"
                + kind
                + "s for usage details.");
    }

    private static JsonNode resourceGroup(Arguments arguments) {
        if (context(arguments).scope().resourceGroup() == null) {
            throw ExpressionException.notExpectedHere("resourceGroup");
        }
        return context(arguments).resourceGroup().get();
    }

    /** {@code copyIndex()}, {@code copyIndex(offset)}, {@code copyIndex('loop', offset)}. */
    private static JsonNode copyIndex(Arguments arguments) {
        boolean named = arguments.has(0) && arguments.at(0).isTextual();
        String loop = named ? arguments.text(0) : arguments.evaluation().loop();
        Integer index = loop == null ? null : arguments.evaluation().loops().get(AsciiCase.lower(loop));
        if (index == null) {
            throw new ExpressionException(
                    "The template function 'copyIndex' is not expected at this location. The function can only be used in a resource with copy specified. Please see https://aka.ms/arm-resource-loops for usage details.");
        }
        int offsetAt = named ? 1 : 0;
        long offset = arguments.has(offsetAt) ? arguments.integer(offsetAt) : 0;
        return NumberFunctions.number(index + offset);
    }

    private static JsonNode reference(Arguments arguments) {
        String name = arguments.text(0);
        String version = arguments.textOr(1, null);
        boolean full = false;
        if (arguments.has(2)) {
            if (!AsciiCase.equal(arguments.text(2), "Full")) {
                throw arguments.wrong("the third parameter can only be 'Full'.");
            }
            full = true;
        }
        return arguments.evaluation().resources().reference(name, version, full);
    }

    private static JsonNode list(Arguments arguments) {
        String name = arguments.text(0);
        String version = arguments.textOr(1, null);
        JsonNode body = arguments.has(2) ? arguments.object(2) : null;
        return arguments.evaluation().resources().list(arguments.function(), name, version, body);
    }
}
