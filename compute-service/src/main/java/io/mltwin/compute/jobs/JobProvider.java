package io.mltwin.compute.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmProvider;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureFault;
import io.mltwin.compute.operations.KnownResources;
import io.mltwin.compute.operations.OperationService;
import io.mltwin.compute.workspaces.V2Api;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.compute.workspaces.WorkspaceClient;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * {@code Microsoft.MachineLearningServices/workspaces/jobs} (2022-10-01 to 2025-01-01-preview):
 * command jobs, which are runs of run history.
 *
 * <p>Deviation: a job runs its command in the shell of a node, in a curated environment, on a
 * cluster of the workspace; its code is a snapshot of the content service, named as {@code
 * codes/{snapshot}/versions/1}. Other types, inputs but literals, named outputs and deleting answer
 * 501. Runs that were submitted to the execution service are not listed as jobs.
 */
@Singleton
class JobProvider implements ArmProvider, KnownResources {

    private static final String TYPE = "Microsoft.MachineLearningServices/workspaces/jobs";

    private final WorkspaceClient workspaces;
    private final V2Api api;
    private final JobService jobs;
    private final JobMapper mapper;
    private final OperationService operations;
    private final ObjectMapper json;

    JobProvider(
            WorkspaceClient workspaces,
            V2Api api,
            JobService jobs,
            JobMapper mapper,
            OperationService operations,
            ObjectMapper json) {
        this.workspaces = workspaces;
        this.api = api;
        this.jobs = jobs;
        this.mapper = mapper;
        this.operations = operations;
        this.json = json;
    }

    @Override
    public List<String> types() {
        return List.of(TYPE);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public boolean exists(ArmResourceId id) {
        return workspaces
                .find(id.parent())
                .flatMap(workspace -> jobs.find(workspace, id.name()))
                .isPresent();
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        api.requireOpen(call.id());
        if (call.isList()) {
            return list(call);
        }
        if (call.isGet()) {
            return jobs.find(workspace(call), call.id().name())
                    .map(job -> ArmAnswer.ok(mapper.arm(job, workspace(call))))
                    .orElseThrow(() -> ArmErrors.resourceNotFound(call.id()));
        }
        if (call.isPut()) {
            return put(call);
        }
        if (call.isPost("cancel")) {
            jobs.cancel(workspace(call), call);
            return ArmAnswer.accepted(202, null, operations.done(call.id().toString()));
        }
        if (call.isDelete()) {
            throw AzureFault.notBuilt("Deleting jobs");
        }
        if (call.method().equals("POST")) {
            throw AzureFault.notBuilt("The operation '" + call.target().collection() + "' of jobs");
        }
        throw ArmErrors.methodNotAllowed(call);
    }

    private ArmAnswer list(ArmCall call) {
        Workspace workspace =
                workspaces
                        .find(call.id())
                        .orElseThrow(() -> ArmErrors.parentResourceNotFound(call.id()));
        ObjectNode page = json.createObjectNode();
        ArrayNode value = page.putArray("value");
        jobs.list(workspace, call.query()).forEach(job -> value.add(mapper.arm(job, workspace)));
        return ArmAnswer.ok(page);
    }

    private ArmAnswer put(ArmCall call) {
        Workspace workspace = workspace(call);
        JsonNode given = call.requiredBody().path("properties");
        if (!given.isObject()) {
            throw JobErrors.invalid("properties", "The request content needs properties.");
        }
        JobService.Stored stored = jobs.put(workspace, call, read(given), given);
        ObjectNode body = mapper.arm(stored.run(), workspace);
        return stored.isNew() ? ArmAnswer.created(body) : ArmAnswer.ok(body);
    }

    private CommandJobBody read(JsonNode properties) {
        try {
            return json.treeToValue(properties, CommandJobBody.class);
        } catch (JsonProcessingException e) {
            throw ArmErrors.invalidRequestContent(
                    "The request content is no job: " + e.getOriginalMessage().split("\n", 2)[0]);
        }
    }

    private Workspace workspace(ArmCall call) {
        ArmResourceId id = call.id().parent();
        return workspaces.find(id).orElseThrow(() -> ArmErrors.parentResourceNotFound(id));
    }
}
