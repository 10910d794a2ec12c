package io.mltwin.workspace.deployments.expressions;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.EvaluationBudget;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.expressions.Expression;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The values that an expression can see: parameters and variables, the deployment and its scope, the loops it
 * stands in, and deployed resources.
 *
 * @param parameters value of a declared parameter by name; null for none
 * @param variables value of a variable by name; null for none
 * @param loops index of each copy loop around, by name in lower case
 * @param loop name of the innermost loop of a resource, or null
 * @param locals variables of lambdas
 */
public record Evaluation(
        ExpressionLocation place,
        Function<String, JsonNode> parameters,
        Function<String, JsonNode> variables,
        UserFunctions functions,
        DeploymentContext context,
        Resources resources,
        Map<String, Integer> loops,
        String loop,
        Map<String, JsonNode> locals)
        implements Expression.Context {

    /** The deployed resources, read with the permissions of the deploying principal. */
    public interface Resources {

        /** None is deployed yet. */
        Resources NONE_YET = new Resources() {
            @Override
            public JsonNode reference(String name, String apiVersion, boolean full) {
                throw new UnresolvedReferenceException();
            }

            @Override
            public JsonNode list(String function, String name, String apiVersion, JsonNode body) {
                throw new UnresolvedReferenceException();
            }
        };

        /**
         * {@code reference()}.
         *
         * @param name a resource's id, name or symbolic name
         * @param apiVersion null when it was not given
         */
        JsonNode reference(String name, String apiVersion, boolean full);

        /** {@code listKeys()} and the like: the action is really called. */
        JsonNode list(String function, String name, String apiVersion, JsonNode body);
    }

    @Override
    public JsonNode call(Expression.Call call) {
        return Functions.call(new Arguments(call.name(), call.arguments(), this));
    }

    @Override
    public JsonNode member(JsonNode target, JsonNode key, boolean safe) {
        return Members.find(target, key, safe);
    }

    public EvaluationBudget budget() {
        return context.budget();
    }

    public Evaluation at(ExpressionLocation other) {
        return changed(other, resources, loops, loop, locals);
    }

    public Evaluation with(Resources others) {
        return changed(place, others, loops, loop, locals);
    }

    /**
     * Returns the evaluation inside a copy loop of a resource, whose index {@code copyIndex()}
     * gives.
     */
    public Evaluation inLoop(String name, int index) {
        return looping(name, index, name);
    }

    /**
     * Returns the evaluation inside a copy loop of a property or variable, whose index needs its
     * name.
     */
    public Evaluation inNamedLoop(String name, int index) {
        return looping(name, index, loop == null ? name : loop);
    }

    /** Returns the evaluation outside of loops that sees these parameters and variables. */
    public Evaluation seeing(
            ExpressionLocation other, Function<String, JsonNode> ofParameters, Function<String, JsonNode> ofVariables) {
        return new Evaluation(
                other, ofParameters, ofVariables, functions, context, Resources.NONE_YET, Map.of(), null, Map.of());
    }

    private Evaluation looping(String name, int index, String innermost) {
        Map<String, Integer> more = new LinkedHashMap<>(loops);
        more.put(AsciiCase.lower(name), index);
        return changed(place, resources, more, innermost, locals);
    }

    Evaluation withLocal(String name, JsonNode value) {
        Map<String, JsonNode> more = new LinkedHashMap<>(locals);
        more.put(AsciiCase.lower(name), value);
        return changed(place, resources, loops, loop, more);
    }

    private Evaluation changed(
            ExpressionLocation otherPlace,
            Resources otherResources,
            Map<String, Integer> otherLoops,
            String otherLoop,
            Map<String, JsonNode> otherLocals) {
        return new Evaluation(
                otherPlace,
                parameters,
                variables,
                functions,
                context,
                otherResources,
                otherLoops,
                otherLoop,
                otherLocals);
    }

    /** Inside a user-defined function, which sees its own parameters alone. */
    Evaluation inFunction(Function<String, JsonNode> own) {
        return new Evaluation(
                ExpressionLocation.USER_FUNCTION,
                own,
                name -> null,
                UserFunctions.NONE,
                context,
                Resources.NONE_YET,
                Map.of(),
                null,
                Map.of());
    }

    /** Tells that an expression refers to a resource that is not deployed yet. */
    static final class UnresolvedReferenceException extends RuntimeException {

        public UnresolvedReferenceException() {
            super("known once the resource is deployed", null, false, false);
        }
    }
}
