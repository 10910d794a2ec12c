package io.mltwin.compute.jobs;

import static io.mltwin.armweb.ArmErrors.resourceNotFound;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmCall;
import io.mltwin.compute.encryption.OpenWorkspace;
import io.mltwin.compute.encryption.WorkspaceKeys;
import io.mltwin.compute.operations.ArmOperations;
import io.mltwin.compute.queries.PageBody;
import io.mltwin.compute.runs.RunBody;
import io.mltwin.compute.workspaces.V2Api;
import io.mltwin.machinelearning.AssetListQuery;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.resourceprovider.ResourceType.Verb;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * {@code Microsoft.MachineLearningServices/workspaces/jobs} (2022-10-01 to 2025-01-01-preview):
 * jobs, which are runs of run history.
 *
 * <p>Deviation: a job runs its command in the shell of a node. Sweeps, pipelines and automated ML
 * jobs on serverless compute, the identity UserIdentity and the tiers Basic and Premium answer 501.
 * Its code may also be a snapshot of the content service, named as {@code
 * codes/{snapshot}/versions/1}. A mount of an input or output is a folder that is filled before the
 * command begins; an output is stored when the command has ended. Types other than Command, Sweep,
 * Pipeline and AutoML, models by their id, the modes EvalMount and EvalDownload, and deleting
 * answer 501. Runs that were submitted to the execution service are not listed as jobs.
 */
@Singleton
record JobProvider(WorkspaceKeys keys, V2Api api, JobService jobs, JobMapper mapper, ArmOperations operations)
        implements ResourceProvider {

    private static final String TYPE = "Microsoft.MachineLearningServices/workspaces/jobs";

    @Override
    public List<ResourceType> types() {
        return List.of(ResourceType.named(TYPE)
                .require(call -> api.requireOpen(call.id()))
                .get(this::get)
                .list(this::list)
                .put(ResourceChange.reading(JobBody.class, "job")
                        .validate((call, body) -> JobValidator.validate(body))
                        .prepare((call, body) -> jobs.prepare(open(call), call, body.properties()))
                        .apply((call, body, prepared) -> put(prepared)))
                .action(
                        "cancel",
                        ResourceChange.withoutBody()
                                .prepare((call, none) -> open(call))
                                .apply((call, none, workspace) -> cancel(call, workspace)))
                .notBuilt(Verb.DELETE)
                .build());
    }

    private ObjectNode get(ArmCall call) {
        OpenWorkspace workspace = open(call);
        return jobs.find(workspace.history(), call.id().name())
                .map(job -> mapper.arm(job, workspace.workspace()))
                .orElseThrow(() -> resourceNotFound(call.id()));
    }

    private AssetListQuery.PageBody<ObjectNode> list(ArmCall call) {
        OpenWorkspace workspace = keys.openParent(call.id());
        PageBody<RunBody> page = jobs.list(workspace.history(), call.query());
        return new AssetListQuery.PageBody<>(
                page.map(job -> mapper.arm(job, workspace.workspace())).value(),
                page.continuationToken() == null ? null : AssetListQuery.nextLink(call, page.continuationToken()));
    }

    private Outcome put(JobService.Prepared prepared) {
        RunBody job = jobs.put(prepared);
        return Outcome.saved(
                prepared.isNew(), mapper.arm(job, prepared.workspace().workspace()));
    }

    private Outcome cancel(ArmCall call, OpenWorkspace workspace) {
        jobs.cancel(workspace.history(), call.id());
        return Outcome.accepted(202, null, operations.done(call.id().toString()));
    }

    private OpenWorkspace open(ArmCall call) {
        return keys.openParent(call.id().parent());
    }
}
