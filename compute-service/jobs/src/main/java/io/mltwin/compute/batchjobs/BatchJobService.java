package io.mltwin.compute.batchjobs;

import static io.mltwin.armweb.ArmErrors.resourceNotFound;
import static io.mltwin.compute.batchscoring.BatchEndpointErrors.unknownDeployment;
import static io.mltwin.encoding.Absence.orEmpty;
import static io.mltwin.machinelearning.UserErrors.invalid;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Caller;
import io.mltwin.armweb.Json;
import io.mltwin.compute.batchendpoints.BatchEndpointService;
import io.mltwin.compute.batchendpoints.BatchEndpointService.BatchEndpoint;
import io.mltwin.compute.batchjobs.BatchJobReader.Reading;
import io.mltwin.compute.batchscoring.BatchDeployment;
import io.mltwin.compute.batchscoring.BatchScoringCode;
import io.mltwin.compute.batchscoring.BatchStep;
import io.mltwin.compute.encryption.OpenWorkspace;
import io.mltwin.compute.experiments.ExperimentService;
import io.mltwin.compute.jobs.JobRequest;
import io.mltwin.compute.jobs.JobType.NewJob;
import io.mltwin.compute.pipelines.PipelineJobs;
import io.mltwin.compute.queries.QueryBody;
import io.mltwin.compute.runs.RunBody;
import io.mltwin.compute.runs.RunColumn;
import io.mltwin.compute.runs.RunOrder;
import io.mltwin.compute.runs.RunQueries;
import io.mltwin.compute.runs.RunSearch;
import io.mltwin.compute.runs.RunSelection;
import io.mltwin.compute.runs.RunService;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.RowTransactions;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Submits and finds the jobs of batch endpoints: pipelines of one step, as Azure ML has them. Their
 * resource has authorized the caller, whose jobs they are.
 */
@Singleton
record BatchJobService(
        BatchEndpointService endpoints,
        BatchScoringCode code,
        PipelineJobs pipelines,
        RunService runs,
        RunQueries queries) {

    private static final String ENDPOINT = "azureml.batchEndpointName";
    private static final String DEPLOYMENT = "azureml.batchDeploymentName";
    private static final String IS_BATCH = "azureml.batchrun";
    private static final String EXPERIMENT = "experimentName";

    /**
     * Submits a job.
     *
     * @param deploymentName null for the endpoint's default
     * @throws AzureException 400 for what does not fit or is not there, 403 for what the caller may
     *     not read, 404 without an endpoint, 501
     */
    ObjectNode submit(
            OpenWorkspace open,
            ArmResourceId endpointId,
            String deploymentName,
            BatchJobBody body,
            Caller caller,
            String correlationId) {
        BatchEndpoint endpoint = endpoints.get(open.history(), endpointId);
        BatchDeployment deployment = deployment(endpoint, deploymentName);
        Reading reading = BatchJobReader.read(body, deployment.settings());
        ArmResourceId workspace = ArmResourceId.parse(open.workspace().id());
        String name = body.properties().name() == null
                ? UUID.randomUUID().toString()
                : body.properties().name();
        JobRequest request = new JobRequest(
                open,
                workspace.child("jobs", name),
                definition(endpoint, deployment, body.properties(), reading),
                caller,
                correlationId,
                null);
        ExperimentService.requireName(request.properties().path(EXPERIMENT).asText());
        ObjectNode steps = BatchStep.steps(
                new BatchStep.Plan(workspace, deployment, reading.settings(), code.store(open.workspace(), deployment)),
                reading.data());
        NewJob job = prepare(request, steps, reading.inputName());
        RunBody run = RowTransactions.inOne(() -> {
            job.add();
            return runs.get(open.history(), null, name);
        });
        return BatchJobMapper.job(endpoint.id(), run);
    }

    private BatchDeployment deployment(BatchEndpoint endpoint, String given) {
        String name = given == null ? endpoint.defaultDeployment() : given;
        if (name == null) {
            throw invalid(
                    "azureml-model-deployment",
                    "The batch endpoint '%s' has no default deployment; set defaults.deploymentName, or name one in the"
                            + " header azureml-model-deployment.",
                    endpoint.id().name());
        }
        return endpoints
                .findDeployment(endpoint, name)
                .orElseThrow(() -> unknownDeployment(
                        "azureml-model-deployment", name, endpoint.id().name()));
    }

    /** The job as its GET shows it. */
    private ObjectNode definition(
            BatchEndpoint endpoint, BatchDeployment deployment, BatchJobBody.Properties given, Reading reading) {
        Map<String, String> properties = new TreeMap<>(orEmpty(given.properties()));
        String experiment = properties.remove(EXPERIMENT);
        properties.put(ENDPOINT, endpoint.id().name());
        properties.put(DEPLOYMENT, deployment.id().name());
        Map<String, String> tags = new TreeMap<>(orEmpty(given.tags()));
        tags.put(IS_BATCH, "true");
        ObjectNode definition = Json.object()
                .put("jobType", "Pipeline")
                .put("computeId", deployment.compute())
                .put("description", given.description())
                .put(EXPERIMENT, experiment == null ? endpoint.id().name() : experiment);
        definition.set("properties", Json.tree(properties));
        definition.set("tags", Json.tree(tags));
        definition
                .putObject("inputs")
                .putObject(BatchStep.INPUT)
                .put("jobInputType", reading.data().type())
                .put("uri", reading.data().uri())
                .put("mode", reading.data().mode());
        return definition;
    }

    /** A refusal of the input names it as the client did. */
    private NewJob prepare(JobRequest request, ObjectNode steps, String inputName) {
        try {
            return pipelines.prepare(request, steps);
        } catch (AzureException refused) {
            String target = refused.content().target();
            String ofStep = "properties.inputs." + BatchStep.INPUT;
            if (target == null || !target.startsWith(ofStep)) {
                throw refused;
            }
            throw refused.withTarget("properties.inputData." + inputName + target.substring(ofStep.length()));
        }
    }

    /** Returns the jobs of an endpoint, newest first; {@code deployment} null for all of them. */
    List<ObjectNode> list(OpenWorkspace open, ArmResourceId endpointId, String deployment) {
        BatchEndpoint endpoint = endpoints.get(open.history(), endpointId);
        RunSelection selection = RunSelection.of(open.history().workspaceId())
                .none(RunColumn.PARENT_RUN_ID)
                .equal(RunColumn.RUN_TYPE, pipelines.runType());
        RunSearch<RunBody> search = RunSearch.of(
                selection,
                RunOrder.NEWEST_FIRST,
                run -> isOf(run, endpoint)
                        && (deployment == null
                                || AsciiCase.equal(deployment, run.properties().get(DEPLOYMENT))));
        return queries.search(open.history(), search, QueryBody.ALL)
                .map(run -> BatchJobMapper.job(endpoint.id(), run))
                .value();
    }

    /** Returns a job of an endpoint, or 404. */
    ObjectNode get(OpenWorkspace open, ArmResourceId endpointId, String name) {
        BatchEndpoint endpoint = endpoints.get(open.history(), endpointId);
        Optional<RunBody> found = runs.status(open.history().workspaceId(), name)
                .map(status -> runs.get(open.history(), null, name))
                .filter(run -> isOf(run, endpoint));
        return found.map(run -> BatchJobMapper.job(endpoint.id(), run))
                .orElseThrow(() -> resourceNotFound(endpoint.id().child("jobs", name)));
    }

    private static boolean isOf(RunBody run, BatchEndpoint endpoint) {
        return run.parentRunId() == null
                && run.runDefinition() != null
                && "true".equals(run.tags().get(IS_BATCH))
                && AsciiCase.equal(endpoint.id().name(), run.properties().get(ENDPOINT));
    }
}
