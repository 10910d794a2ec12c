package io.mltwin.scoring.models.endpoints;

import io.mltwin.scoring.models.services.Authentication;
import java.util.Map;

/**
 * An endpoint as the inferencing side serves it: all that authenticating and routing need, so that
 * they need no database.
 *
 * @param label of its host, {@code {name}.{region}}
 * @param workspaceId ARM id
 * @param componentId ARM id of the workspace's Application Insights component, or null
 * @param isPublic false where it is reached through the workspace's private endpoints alone
 * @param computeType {@code Managed} or {@code Kubernetes}
 * @param traffic percent by deployment
 */
public record ServedEndpoint(
        String label,
        String armId,
        String workspaceId,
        String name,
        Authentication authentication,
        String primaryKey,
        String secondaryKey,
        String componentId,
        boolean highBusinessImpact,
        boolean isPublic,
        String computeType,
        Map<String, Integer> traffic,
        Map<String, Integer> mirrorTraffic) {

    @Override
    public String toString() {
        return "endpoint " + label;
    }

    /**
     * Fired inside the transaction that changes an endpoint or deletes it.
     *
     * @param label of its host
     * @param endpoint null when it was deleted
     */
    public record OnlineEndpointChanged(String label, ServedEndpoint endpoint) {}
}
