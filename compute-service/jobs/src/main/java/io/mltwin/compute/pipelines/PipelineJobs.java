package io.mltwin.compute.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.Json;
import io.mltwin.compute.jobs.CommandJobs;
import io.mltwin.compute.jobs.Expressions;
import io.mltwin.compute.jobs.JobRequest;
import io.mltwin.compute.jobs.JobType;
import io.mltwin.compute.jobs.JobType.NewJob;
import io.mltwin.compute.jobs.JobTypes;
import io.mltwin.compute.orchestration.OrchestratedJobContent;
import io.mltwin.compute.orchestration.OrchestratedJobs;
import io.mltwin.compute.runs.RunId;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/**
 * {@code PipelineJob} (2022-05-01 to 2024-04-01): a run that leads steps, each of them a command
 * job.
 *
 * <p>Deviation: a step is a command, of a component or, which Azure lacks, one that stands in the
 * pipeline; steps of other types, {@code on_init} and {@code on_finalize}
 * answer 501. A step's run is named after its pipeline and itself; one that is not run again has no
 * metrics and logs of its own.
 */
@Singleton
public record PipelineJobs(OrchestratedJobs orchestrated, CommandJobs commands, StepComponents components)
        implements JobType {

    /** The job type, and the kind of its runs. */
    static final String TYPE = "Pipeline";

    private static final String RUN_TYPE = "azureml.PipelineRun";

    @Override
    public String jobType() {
        return TYPE;
    }

    @Override
    public String runType() {
        return RUN_TYPE;
    }

    @Override
    public List<String> fixed() {
        return List.of("jobs", "inputs", "outputs", "settings");
    }

    @Override
    public void validate(JobRequest request) {
        resolve(request);
    }

    /** Reads a new pipeline with its components; what is wrong with a step is known now. */
    private PipelineJobBody resolve(JobRequest request) {
        RunId.check(request.id().name());
        PipelineJobBody body = components.resolve(
                request,
                read(Expressions.fillInputs(request.properties(), request.id().name())));
        PipelinePlan plan = PipelineValidator.read(body);
        orchestrated.requireNew(request);
        commands.validate(plan.graph().needs().keySet().stream()
                .map(step -> step(request, plan, step, StepOutputs.NONE))
                .toList());
        return body;
    }

    @Override
    public NewJob prepare(JobRequest request) {
        return prepare(request, resolve(request));
    }

    /**
     * Prepares a pipeline whose steps Azure ML makes itself, as a batch job is: the job's
     * definition, which its GET shows, has none.
     *
     * @param steps by name
     */
    public NewJob prepare(JobRequest request, ObjectNode steps) {
        ObjectNode definition = request.properties().deepCopy();
        definition.set("jobs", steps);
        return prepare(request, resolve(request.withProperties(definition)));
    }

    private NewJob prepare(JobRequest request, PipelineJobBody body) {
        return orchestrated.prepare(
                request,
                this,
                body,
                Map.of("runType", "HTTP"),
                null,
                OrchestratedJobContent.of(request).withDefinition(Json.tree(body)));
    }

    /** Returns the job of a step. */
    JobRequest step(JobRequest pipeline, PipelinePlan plan, String step, StepOutputs outputs) {
        ObjectNode job = plan.job(step, outputs);
        if (plan.isDeterministic(step)) {
            StepReuse.mark(job);
        }
        return pipeline.child(stepId(pipeline.id().name(), step), job);
    }

    /** The id of a step's run. */
    static String stepId(String runId, String step) {
        return runId + "_" + step;
    }

    /** Reads a pipeline's properties. */
    PipelineJobBody read(JsonNode properties) {
        return JobTypes.read(properties, PipelineJobBody.class);
    }
}
