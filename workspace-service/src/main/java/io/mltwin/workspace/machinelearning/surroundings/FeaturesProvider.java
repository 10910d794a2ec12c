package io.mltwin.workspace.machinelearning.surroundings;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmProvider;
import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.machinelearning.Workspaces;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code GET …/features} of a workspace (API 2020-08-01): what was switched on for it when it was
 * made. Azure's own list of feature ids is not public; these are ours.
 */
@Singleton
class FeaturesProvider implements ArmProvider {

    private final Workspaces workspaces;
    private final ObjectMapper json;

    FeaturesProvider(Workspaces workspaces, ObjectMapper json) {
        this.workspaces = workspaces;
        this.json = json;
    }

    record Page(List<Feature> value) {}

    record Feature(String id, String displayName, String description) {}

    @Override
    public List<String> types() {
        return List.of("Microsoft.MachineLearningServices/workspaces/features");
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        if (!call.isList()) {
            throw ArmErrors.methodNotAllowed(call);
        }
        return ArmAnswer.ok(json.valueToTree(new Page(of(workspaces.requireReady(call.id())))));
    }

    private static List<Feature> of(Workspace workspace) {
        List<Feature> features = new ArrayList<>();
        features.add(
                new Feature(
                        "workspace_managedidentity",
                        "Managed identity",
                        "The workspace has a system-assigned identity."));
        if (workspace.hbiWorkspace()) {
            features.add(
                    new Feature(
                            "workspace_hbi",
                            "High business impact",
                            "Microsoft collects no diagnostic data of the workspace."));
        }
        if (workspace.customerKey() != null) {
            features.add(
                    new Feature(
                            "workspace_customermanagedkey",
                            "Customer-managed key",
                            "Run history lies under a key of the customer's."));
        }
        return features;
    }
}
