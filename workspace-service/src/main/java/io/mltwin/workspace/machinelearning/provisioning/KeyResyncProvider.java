package io.mltwin.workspace.machinelearning.provisioning;

import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmProvider;
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
class KeyResyncProvider implements ArmProvider {

    private static final String OPERATION = "resyncKeys";
    private static final String LONG_RUNNING_SINCE = "2021-07-01";

    private final Workspaces workspaces;
    private final KeyResync resync;
    private final Operations operations;

    KeyResyncProvider(Workspaces workspaces, KeyResync resync, Operations operations) {
        this.workspaces = workspaces;
        this.resync = resync;
        this.operations = operations;
    }

    @Override
    public List<String> types() {
        return List.of("Microsoft.MachineLearningServices/workspaces/" + OPERATION);
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        if (!call.isPost(OPERATION)) {
            throw ArmErrors.methodNotAllowed(call);
        }
        Workspace workspace = workspaces.requireReady(call.id());
        if (call.apiVersion().compareTo(LONG_RUNNING_SINCE) < 0) {
            resync.now(call);
            return ArmAnswer.ok(null);
        }
        return ArmAnswer.accepted(
                202,
                null,
                operations.open(
                        call, KeyResync.NAME, workspace.id().toString(), workspace.location()));
    }
}
