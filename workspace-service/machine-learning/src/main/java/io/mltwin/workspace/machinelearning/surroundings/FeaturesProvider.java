package io.mltwin.workspace.machinelearning.surroundings;

import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
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
record FeaturesProvider(Workspaces workspaces) implements ResourceProvider {
    record Feature(String id, String displayName, String description) {}

    @Override
    public List<ResourceType> types() {
        return List.of(ResourceType.named("Microsoft.MachineLearningServices/workspaces/features")
                .list(call -> featuresOf(workspaces.requireReady(call.id())))
                .build());
    }

    private static List<Feature> featuresOf(Workspace workspace) {
        List<Feature> features = new ArrayList<>();
        features.add(new Feature(
                "workspace_managedidentity", "Managed identity", "The workspace has a system-assigned identity."));
        if (workspace.hbiWorkspace()) {
            features.add(new Feature(
                    "workspace_hbi",
                    "High business impact",
                    "Microsoft collects no diagnostic data of the workspace."));
        }
        if (workspace.customerKey() != null) {
            features.add(new Feature(
                    "workspace_customermanagedkey",
                    "Customer-managed key",
                    "Run history lies under a key of the customer's."));
        }
        return features;
    }
}
