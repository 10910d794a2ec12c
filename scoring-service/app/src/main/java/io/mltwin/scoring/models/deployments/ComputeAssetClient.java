package io.mltwin.scoring.models.deployments;

import io.mltwin.scoring.workspaces.ComputeServiceClient;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks compute-service about code, environments and sizes that deployments name. */
@Singleton
record ComputeAssetClient(ComputeServiceClient compute) {

    /** A version of code: a folder in the workspace's storage account. */
    record Code(String container, String path) {}

    /**
     * A version of an environment.
     *
     * @param requirements what pip would install
     */
    record Environment(
            String name, String version, boolean isCurated, List<String> requirements, Map<String, String> variables) {}

    /** A size of virtual machines. */
    record Size(String name, int gpus) {}

    Optional<Code> code(String workspaceId, AssetReference code) {
        return asset("codes", workspaceId, code, Code.class);
    }

    Optional<Environment> environment(String workspaceId, AssetReference environment) {
        return asset("environments", workspaceId, environment, Environment.class);
    }

    Optional<Size> size(String name) {
        return compute.find(Size.class, "/_internal/vm-sizes", "name", name);
    }

    private <T> Optional<T> asset(String kind, String workspaceId, AssetReference asset, Class<T> type) {
        return compute.find(
                type, "/_internal/" + kind, "workspace", workspaceId, "name", asset.name(), "version", asset.version());
    }
}
