package io.mltwin.compute.runs;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.compute.access.Operation;
import io.mltwin.compute.access.WorkspaceAuthorizer;
import io.mltwin.compute.encryption.OpenWorkspace;
import io.mltwin.compute.workspaces.WorkspacePath;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/**
 * {@code POST rundata} of run history: a run, and with it its definition when that is asked for.
 */
@Path("/history/" + WorkspacePath.TEMPLATE)
public class RunMetadataResource {

    private final WorkspaceAuthorizer access;
    private final RunService runs;
    private final RunOutputs outputs;

    RunMetadataResource(WorkspaceAuthorizer access, RunService runs, RunOutputs outputs) {
        this.access = access;
        this.runs = runs;
        this.outputs = outputs;
    }

    /** {@code GetRunDataRequest}; a job's specification is its definition here. */
    public record RequestBody(
            String runId, Boolean selectRunMetadata, Boolean selectRunDefinition, Boolean selectJobSpecification) {}

    /** {@code GetRunDataResult}. */
    public record ResultBody(RunBody runMetadata, JsonNode runDefinition, JsonNode jobSpecification) {}

    @POST
    @Path("rundata")
    public ResultBody find(@BeanParam WorkspacePath path, RequestBody body) {
        String runId = body == null ? null : body.runId();
        OpenWorkspace workspace = access.open(path, Operation.READ_RUN, runId);
        invalidRequestContentIf(runId == null, "Give runId.");
        RunBody run = runs.get(workspace.history(), null, runId);
        boolean isJob = run.runDefinition() != null && run.runDefinition().hasNonNull("jobType");
        return new ResultBody(
                isSet(body.selectRunMetadata()) ? outputs.show(run, workspace.workspace()) : null,
                isSet(body.selectRunDefinition()) ? run.runDefinition() : null,
                isSet(body.selectJobSpecification()) && isJob ? run.runDefinition() : null);
    }

    private static boolean isSet(Boolean choice) {
        return Boolean.TRUE.equals(choice);
    }
}
