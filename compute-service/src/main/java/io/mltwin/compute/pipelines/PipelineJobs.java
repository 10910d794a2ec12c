package io.mltwin.compute.pipelines;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.BodyErrors;
import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.experiments.ExperimentBody;
import io.mltwin.compute.experiments.ExperimentService;
import io.mltwin.compute.jobs.CommandJobs;
import io.mltwin.compute.jobs.JobRequest;
import io.mltwin.compute.jobs.JobType;
import io.mltwin.compute.jobs.NewJob;
import io.mltwin.compute.orchestration.OrchestratedRun;
import io.mltwin.compute.orchestration.OrchestratedRuns;
import io.mltwin.compute.runs.CreateRunRequest;
import io.mltwin.compute.runs.RunErrors;
import io.mltwin.compute.runs.RunId;
import io.mltwin.compute.runs.RunService;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code PipelineJob} (2022-05-01 to 2024-04-01): a run that leads steps, each of them a command
 * job.
 *
 * <p>Deviation: a step is a command, of a component or, which Azure lacks, one that stands in the
 * pipeline; steps of other types, outputs of the pipeline, {@code on_init} and {@code on_finalize}
 * answer 501. A step's run is named after its pipeline and itself; one that is not run again has no
 * metrics and logs of its own.
 */
@Singleton
class PipelineJobs implements JobType {

    /** The job type, and the kind of its runs. */
    static final String TYPE = "Pipeline";

    private static final String RUN_TYPE = "azureml.PipelineRun";

    private final OrchestratedRuns orchestrated;
    private final CommandJobs commands;
    private final StepComponents components;
    private final ExperimentService experiments;
    private final RunService runs;
    private final ObjectMapper json;

    PipelineJobs(
            OrchestratedRuns orchestrated,
            CommandJobs commands,
            StepComponents components,
            ExperimentService experiments,
            RunService runs,
            ObjectMapper json) {
        this.orchestrated = orchestrated;
        this.commands = commands;
        this.components = components;
        this.experiments = experiments;
        this.runs = runs;
        this.json = json;
    }

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
    public NewJob prepare(JobRequest request) {
        RunHistory history = request.workspace().history();
        String runId = RunId.check(request.id().name());
        PipelineJobBody body = components.resolve(request, read(request.properties()));
        PipelinePlan plan = PipelineValidator.read(body);
        if (runs.status(history.workspaceId(), runId).isPresent()) {
            throw RunErrors.exists(runId);
        }
        // what is wrong with a step is known now
        plan.graph()
                .needs()
                .keySet()
                .forEach(step -> commands.prepare(step(request, plan, step, StepOutputs.NONE)));
        ExperimentBody experiment =
                experiments.ensure(
                        history, body.experimentName() == null ? "Default" : body.experimentName());
        CreateRunRequest run = run(request, runId, body);
        byte[] content =
                history.seal(
                        OrchestratedRun.place(runId),
                        new PipelineContent(
                                request.id().parent().toString(),
                                json.valueToTree(body),
                                request.caller(),
                                request.correlationId()));
        return () -> {
            runs.add(history, experiment, runId, run, request.submitter(), null);
            orchestrated.add(history, runId, TYPE, null, content);
        };
    }

    /** The job of a step. */
    JobRequest step(JobRequest pipeline, PipelinePlan plan, String step, StepOutputs outputs) {
        ObjectNode job = plan.job(step, outputs, json);
        if (plan.isDeterministic(step)) {
            StepReuse.mark(job);
        }
        return new JobRequest(
                pipeline.workspace(),
                pipeline.id().parent().child("jobs", stepId(pipeline.id().name(), step)),
                job,
                pipeline.caller(),
                pipeline.correlationId(),
                pipeline.id().name());
    }

    /** The id of a step's run. */
    static String stepId(String runId, String step) {
        return runId + "_" + step;
    }

    /** Reads a pipeline's properties. */
    PipelineJobBody read(JsonNode properties) {
        try {
            return json.treeToValue(properties, PipelineJobBody.class);
        } catch (JsonProcessingException e) {
            throw ArmErrors.invalidRequestContent(
                    "The job cannot be read: " + BodyErrors.reason(e));
        }
    }

    private static CreateRunRequest run(JobRequest request, String runId, PipelineJobBody body) {
        Map<String, String> properties = new TreeMap<>();
        if (body.properties() != null) {
            properties.putAll(body.properties());
        }
        properties.put("azureml.runsource", RUN_TYPE);
        properties.put("runType", "HTTP");
        return CreateRunRequest.of(runId)
                .displayName(body.displayName() == null ? runId : body.displayName())
                .description(body.description())
                .runType(RUN_TYPE)
                .tags(body.tags() == null ? Map.of() : body.tags())
                .properties(properties)
                .runDefinition(request.properties())
                .parentRunId(request.parentRunId())
                .build();
    }
}
