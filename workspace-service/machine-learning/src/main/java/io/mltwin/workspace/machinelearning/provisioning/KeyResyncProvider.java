package io.mltwin.workspace.machinelearning.provisioning;

import io.mltwin.armweb.ArmCall;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.machinelearning.Workspaces;
import io.mltwin.workspace.operations.Operations;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * {@code POST resyncKeys} of a workspace: done at once and answered 200 before api 2021-07-01, a
 * long-running operation from then on.
 */
@Singleton
record KeyResyncProvider(Workspaces workspaces, KeyResync resync, Operations operations) implements ResourceProvider {
    private static final String LONG_RUNNING_SINCE = "2021-07-01";

    @Override
    public List<ResourceType> types() {
        return List.of(ResourceType.named("Microsoft.MachineLearningServices/workspaces/resyncKeys")
                .post(ResourceChange.withoutBody()
                        .prepare((call, none) -> resyncIfShort(call))
                        .apply((call, none, done) -> done ? Outcome.ok(null) : start(call)))
                .build());
    }

    /** Each part can be repeated: a request that a crash ended is sent again. */
    private boolean resyncIfShort(ArmCall call) {
        if (call.isSince(LONG_RUNNING_SINCE)) {
            return false;
        }
        resync.now(call);
        return true;
    }

    private Outcome start(ArmCall call) {
        Workspace workspace = workspaces.requireReady(call.id());
        return Outcome.accepted(
                202, null, operations.open(call, KeyResync.NAME, workspace.id().toString(), workspace.location()));
    }
}
