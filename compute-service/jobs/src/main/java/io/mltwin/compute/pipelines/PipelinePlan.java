package io.mltwin.compute.pipelines;

import static io.mltwin.encoding.Absence.orEmpty;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.Json;
import io.mltwin.compute.pipelines.PipelineJobBody.InputBody;
import io.mltwin.compute.pipelines.PipelineJobBody.OutputBody;
import io.mltwin.compute.pipelines.PipelineJobBody.StepBody;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A pipeline as it was asked for, validated.
 *
 * @param continues whether other steps go on when one has failed
 */
record PipelinePlan(PipelineJobBody body, PipelineGraph graph, boolean continues) {

    /** The properties of a step's job. */
    ObjectNode job(String name, StepOutputs outputs) {
        StepBody step = body.jobs().get(name);
        ObjectNode job = Json.object();
        job.put("jobType", "Command")
                .put("command", step.command())
                .put("codeId", step.codeId())
                .put("environmentId", step.environmentId())
                .put("computeId", compute(step))
                .put("displayName", step.displayName() == null ? name : step.displayName());
        if (body.experimentName() != null) {
            job.put("experimentName", body.experimentName());
        }
        job.set("environmentVariables", step.environmentVariables());
        job.set("resources", step.resources());
        job.set("distribution", step.distribution());
        job.set("identity", step.identity() == null ? body.identity() : step.identity());
        job.set("limits", step.limits());
        Map<String, OutputBody> results = new TreeMap<>();
        orEmpty(step.outputs()).forEach((output, given) -> results.put(output, bound(given)));
        job.set("outputs", Json.tree(results));
        job.set("tags", Json.tree(orEmpty(step.tags())));
        Map<String, InputBody> inputs = new TreeMap<>();
        if (step.inputs() != null) {
            step.inputs().forEach((input, given) -> inputs.put(input, bound(given, outputs)));
        }
        job.set("inputs", Json.tree(inputs));
        return job;
    }

    /** Returns an output with what the pipeline says of it, if it is one of the pipeline. */
    private OutputBody bound(OutputBody given) {
        if (given == null || given.value() == null) {
            return given;
        }
        OutputBody result = orEmpty(body.outputs()).get(Binding.result(given.value()));
        return (result == null ? OutputBody.NONE : result)
                .with(merged -> merged.jobOutputType(firstGiven(given.jobOutputType(), merged.jobOutputType()))
                        .mode(firstGiven(merged.mode(), given.mode()))
                        .assetName(firstGiven(merged.assetName(), given.assetName()))
                        .assetVersion(firstGiven(merged.assetVersion(), given.assetVersion())));
    }

    private static String firstGiven(String one, String other) {
        return one == null ? other : one;
    }

    /** Returns for each output of the pipeline the step's output that it is. */
    Map<String, Binding> results() {
        Map<String, Binding> results = new TreeMap<>();
        body.jobs()
                .forEach((name, step) -> orEmpty(step.outputs()).forEach((output, given) -> {
                    if (given != null && given.value() != null) {
                        results.put(Binding.result(given.value()), new Binding(name, output));
                    }
                }));
        return results;
    }

    /** Returns whether the outputs of a step may be used again. */
    boolean isDeterministic(String step) {
        return !Boolean.FALSE.equals(body.jobs().get(step).isDeterministic());
    }

    /** Returns whether steps run that have run before. */
    boolean forcesRerun() {
        return body.settings() != null && Boolean.TRUE.equals(body.settings().forceRerun());
    }

    private String compute(StepBody step) {
        if (step.computeId() != null) {
            return step.computeId();
        }
        return body.settings() != null && body.settings().defaultCompute() != null
                ? body.settings().defaultCompute()
                : body.computeId();
    }

    /** Returns an input with the source in place of the binding. */
    private InputBody bound(InputBody given, StepOutputs outputs) {
        Optional<Binding> binding = given.value() == null ? Optional.empty() : Binding.parse(given.value());
        if (binding.isEmpty()) {
            return given;
        }
        String step = binding.get().step();
        String name = binding.get().name();
        return step == null ? body.inputs().get(name) : outputs.input(step, name);
    }
}
