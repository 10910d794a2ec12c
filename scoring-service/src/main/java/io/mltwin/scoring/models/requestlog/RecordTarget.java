package io.mltwin.scoring.models.requestlog;

/**
 * The service or endpoint that a request was sent to, as records describe it.
 *
 * @param workspaceId ARM id
 * @param componentId ARM id of the Application Insights component, or null where the request is not
 *     to be in it
 * @param computeType {@code ACI}, {@code AKS}, {@code Managed} or {@code Kubernetes}
 */
public record RecordTarget(
        String workspaceId, String componentId, boolean highBusinessImpact, String serviceName, String computeType) {}
