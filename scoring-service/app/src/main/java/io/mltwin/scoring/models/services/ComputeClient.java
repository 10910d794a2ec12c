package io.mltwin.scoring.models.services;

import static io.mltwin.scoring.ModelManagementErrors.badRequest;
import static io.mltwin.scoring.ModelManagementErrors.badRequestIf;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.scoring.workspaces.ComputeServiceClient;
import jakarta.inject.Singleton;

/** Asks compute-service about a workspace's compute targets. */
@Singleton
public record ComputeClient(ComputeServiceClient compute) {

    public record Compute(String name, String computeType, String provisioningState, String resourceId) {}

    /**
     * Returns the target; refuses, with 400, a name that is none of an AKS cluster attached to the
     * workspace.
     */
    public Compute requireAks(String workspaceId, String name) {
        Compute found = compute.find(Compute.class, "/_internal/computes", "workspace", workspaceId, "name", name)
                .orElseThrow(() -> badRequest(
                        "ComputeResourceNotCreated", "There is no compute target '%s' in this workspace.", name));
        badRequestIf(
                !AsciiCase.equal("AKS", found.computeType()),
                "InvalidComputeTarget",
                "The compute target '%s' is of type %s, not AKS.",
                name,
                found.computeType());
        return found;
    }
}
