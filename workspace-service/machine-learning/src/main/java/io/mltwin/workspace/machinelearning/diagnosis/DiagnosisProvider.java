package io.mltwin.workspace.machinelearning.diagnosis;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;

import com.fasterxml.jackson.databind.JsonNode;
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
 * {@code POST diagnose} of a workspace: a long-running operation whose result lies at {@code
 * Location}. Whatever sections the request names, all are looked at.
 */
@Singleton
record DiagnosisProvider(Workspaces workspaces, Operations operations) implements ResourceProvider {
    @Override
    public List<ResourceType> types() {
        return List.of(ResourceType.named("Microsoft.MachineLearningServices/workspaces/diagnose")
                .post(ResourceChange.readingOptional(JsonNode.class, "diagnosis")
                        .validate((call, body) -> validate(body))
                        .apply((call, body) -> start(call)))
                .build());
    }

    private static void validate(JsonNode body) {
        invalidRequestContentIf(
                body != null && body.has("value") && !body.path("value").isObject(),
                "The property 'value' must be an object.");
    }

    private Outcome start(ArmCall call) {
        Workspace workspace = workspaces.requireReady(call.id());
        return Outcome.accepted(
                202,
                null,
                operations.open(call, WorkspaceDiagnosis.NAME, workspace.id().toString(), workspace.location()));
    }
}
