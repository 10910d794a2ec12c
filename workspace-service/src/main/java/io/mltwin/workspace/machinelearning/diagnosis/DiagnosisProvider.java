package io.mltwin.workspace.machinelearning.diagnosis;

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
 * {@code POST diagnose} of a workspace: a long-running operation whose result lies at {@code
 * Location}. Whatever sections the request names, all are looked at.
 */
@Singleton
class DiagnosisProvider implements ArmProvider {

    private static final String OPERATION = "diagnose";

    private final Workspaces workspaces;
    private final Operations operations;

    DiagnosisProvider(Workspaces workspaces, Operations operations) {
        this.workspaces = workspaces;
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
        if (call.body() != null
                && call.body().has("value")
                && !call.body().path("value").isObject()) {
            throw ArmErrors.invalidRequestContent("The property 'value' must be an object.");
        }
        Workspace workspace = workspaces.requireReady(call.id());
        return ArmAnswer.accepted(
                202,
                null,
                operations.open(
                        call,
                        WorkspaceDiagnosis.NAME,
                        workspace.id().toString(),
                        workspace.location()));
    }
}
