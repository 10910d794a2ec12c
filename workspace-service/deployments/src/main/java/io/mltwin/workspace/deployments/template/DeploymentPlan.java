package io.mltwin.workspace.deployments.template;

import static io.mltwin.workspace.deployments.template.TemplateErrors.inOutput;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.workspace.deployments.expressions.Evaluation;
import io.mltwin.workspace.deployments.expressions.Evaluator;
import io.mltwin.workspace.deployments.expressions.ExpressionLocation;
import io.mltwin.workspace.expressions.ExpressionException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The resources that a template with these parameters deploys, their order, and the outputs at the end.
 */
public final class DeploymentPlan {

    private final Template template;
    private final List<PlannedResource> planned;
    private final Evaluation outputs;

    private DeploymentPlan(Template template, List<PlannedResource> planned, Evaluation outputs) {
        this.template = template;
        this.planned = planned;
        this.outputs = outputs;
    }

    /** An output and whether its value is never shown. */
    public record Output(ParameterType type, JsonNode value) {}

    /**
     * Plans it; whatever can be evaluated without a deployed resource is evaluated.
     *
     * @param outside with the facts of the deployment
     * @param parameters values by the names that the template declares
     * @throws io.mltwin.armweb.AzureException 400 {@code InvalidTemplate}
     */
    public static DeploymentPlan of(Template template, Evaluation outside, Map<String, JsonNode> parameters) {
        Evaluation inside = outside.seeing(
                ExpressionLocation.RESOURCE_HEAD, name -> Template.named(parameters, name), name -> null);
        Variables variables = new Variables(template.variables(), inside);
        variables.all();
        Evaluation head = variables.evaluation(ExpressionLocation.RESOURCE_HEAD);
        List<PlannedResource> planned = Planner.plan(template, head);
        Dependencies.resolve(planned);
        planned.stream().filter(PlannedResource::isDeployedHere).forEach(PlannedResource::preview);
        return new DeploymentPlan(template, planned, head.at(ExpressionLocation.OUTPUT));
    }

    /** Returns the resources to deploy. */
    public List<PlannedResource> resources() {
        return planned.stream().filter(PlannedResource::isDeployedHere).toList();
    }

    /** Returns the resources that mode Complete leaves alone. */
    public List<ArmResourceId> named() {
        return planned.stream()
                .filter(PlannedResource::isIncluded)
                .map(PlannedResource::id)
                .toList();
    }

    /** Finds the resource that {@code reference('x')} means, if it is in the template. */
    public Optional<PlannedResource> find(String name) {
        return planned.isEmpty()
                ? Optional.empty()
                : Dependencies.find(planned, name, planned.get(0)).stream()
                        .filter(PlannedResource::isIncluded)
                        .findFirst();
    }

    /** The outputs, by name. */
    public Map<String, Output> outputs(Evaluation.Resources resources) {
        Map<String, Output> made = new LinkedHashMap<>();
        Evaluation evaluation = outputs.with(resources);
        for (Map.Entry<String, JsonNode> field : template.outputs().properties()) {
            try {
                output(field.getKey(), field.getValue(), evaluation)
                        .ifPresent(output -> made.put(field.getKey(), output));
            } catch (ExpressionException fault) {
                throw inOutput(field.getKey(), fault.getMessage());
            }
        }
        return made;
    }

    private static Optional<Output> output(String name, JsonNode source, Evaluation evaluation) {
        if (source.has("condition")) {
            JsonNode condition = Evaluator.value(source.path("condition"), evaluation);
            if (!condition.isBoolean()) {
                throw inOutput(name, "its condition is no boolean.");
            }
            if (!condition.booleanValue()) {
                return Optional.empty();
            }
        }
        ParameterType type = ParameterType.of(source.path("type").asText()).orElseThrow();
        JsonNode value = source.has("copy")
                ? Evaluator.loop(source.path("copy"), evaluation)
                : Evaluator.value(source.path("value"), evaluation);
        if (!value.isNull() && !type.accepts(value)) {
            throw inOutput(name, "its value is not of type '" + type.wireName() + "'.");
        }
        return Optional.of(new Output(type, value));
    }
}
