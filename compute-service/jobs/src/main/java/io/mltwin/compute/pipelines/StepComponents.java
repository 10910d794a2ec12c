package io.mltwin.compute.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.access.LinkedAccessAuthorizer;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.assets.AssetKind;
import io.mltwin.compute.assets.AssetReference;
import io.mltwin.compute.assets.AssetService;
import io.mltwin.compute.assets.AssetVersion;
import io.mltwin.compute.jobs.JobRequest;
import io.mltwin.compute.pipelines.PipelineJobBody.InputBody;
import io.mltwin.compute.pipelines.PipelineJobBody.OutputBody;
import io.mltwin.compute.pipelines.PipelineJobBody.StepBody;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.machinelearning.UserErrors;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Puts components in the place of the ids by which steps name them. */
@Singleton
record StepComponents(AssetService assets, LinkedAccessAuthorizer access) {

    /**
     * The pipeline with the commands of its components.
     *
     * @throws AzureException 400 for a component that is not there or an input that it lacks, 403
     *     {@code LinkedAuthorizationFailed} for one that the submitter may not read
     */
    PipelineJobBody resolve(JobRequest request, PipelineJobBody body) {
        if (body.jobs() == null) {
            return body;
        }
        LinkedHashMap<String, StepBody> steps = new LinkedHashMap<>();
        body.jobs()
                .forEach((name, step) -> steps.put(
                        name, step == null || step.componentId() == null ? step : resolve(request, name, step)));
        return body.withJobs(steps);
    }

    private StepBody resolve(JobRequest request, String name, StepBody step) {
        PipelineValidator.requireType(name, step);
        JsonNode component =
                find(request, name, step.componentId()).properties().componentSpec();
        return new StepBody(
                step.type(),
                null,
                step.displayName(),
                component.path("command").asText(null),
                component.path("code").asText(null),
                component.path("environment").asText(null),
                step.computeId(),
                step.environmentVariables(),
                inputs(name, step, component.path("inputs")),
                outputs(name, step, component.path("outputs")),
                given(step.resources(), component.get("resources")),
                given(step.distribution(), component.get("distribution")),
                step.identity(),
                step.limits(),
                step.tags(),
                !AsciiCase.equal("false", component.path("is_deterministic").asText()));
    }

    private AssetVersion find(JobRequest request, String step, String id) {
        ArmResourceId workspace = request.id().parent();
        String kind = AssetKind.COMPONENT.segment();
        AssetReference reference = AssetReference.parse(id)
                .filter(one -> one.isOf(kind, workspace))
                .orElseThrow(() ->
                        invalid(step, "componentId", "is " + workspace + "/components/{name}/versions/{version}"));
        // before it is known whether there is one, which not everyone may know
        access.require(request.call(), AssetKind.COMPONENT.readAction(), reference.in(workspace, kind));
        Optional<AssetVersion> found =
                assets.find(request.workspace().history(), AssetKind.COMPONENT, reference.name(), reference.version());
        return found.orElseThrow(
                () -> invalid(step, "componentId", "names '" + id + "', which the workspace does not have"));
    }

    /** Returns the inputs of a step, with the component's defaults for those that are not given. */
    private static Map<String, InputBody> inputs(String name, StepBody step, JsonNode ports) {
        Map<String, InputBody> inputs = new LinkedHashMap<>();
        if (step.inputs() != null) {
            step.inputs().forEach((input, given) -> {
                if (!ports.has(input)) {
                    throw invalid(name, "inputs." + input, "is no input of the component");
                }
                inputs.put(input, given);
            });
        }
        ports.properties().forEach(port -> {
            String usual = port.getValue().path("default").asText(null);
            boolean isOptional =
                    AsciiCase.equal("true", port.getValue().path("optional").asText());
            if (inputs.get(port.getKey()) == null && usual != null) {
                inputs.put(port.getKey(), new InputBody("literal", usual, null, null));
            } else if (inputs.get(port.getKey()) == null && !isOptional) {
                throw invalid(name, "inputs." + port.getKey(), "is required by the component");
            }
        });
        return inputs;
    }

    /** Each output of the component, with what the step says about it. */
    private Map<String, OutputBody> outputs(String name, StepBody step, JsonNode ports) {
        Map<String, OutputBody> outputs = new LinkedHashMap<>();
        ports.properties()
                .forEach(port -> outputs.put(
                        port.getKey(),
                        OutputBody.NONE.withJobOutputType(
                                port.getValue().path("type").asText())));
        if (step.outputs() != null) {
            step.outputs().forEach((output, given) -> {
                if (!outputs.containsKey(output)) {
                    throw invalid(name, "outputs." + output, "is no output of the component");
                }
                if (given != null) {
                    outputs.put(
                            output, given.withJobOutputType(outputs.get(output).jobOutputType()));
                }
            });
        }
        return outputs;
    }

    private static JsonNode given(JsonNode ofStep, JsonNode ofComponent) {
        return ofStep == null || ofStep.isNull() ? ofComponent : ofStep;
    }

    private static AzureException invalid(String step, String field, String rule) {
        String target = "properties.jobs." + step + "." + field;
        return UserErrors.invalid(target, "%s %s.", target, rule);
    }
}
