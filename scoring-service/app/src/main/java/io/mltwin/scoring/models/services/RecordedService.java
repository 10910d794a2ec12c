package io.mltwin.scoring.models.services;

/**
 * Holds what the record of a request says of the web service or endpoint that it was sent to, whatever its
 * state is: nothing of it is ciphertext, so that it can be told while the key of its content cannot be
 * used.
 *
 * @param workspaceId ARM id
 * @param componentId ARM id of the Application Insights component that its requests are recorded
 *     in, or null
 * @param computeType {@code ACI}, {@code AKS}, {@code Managed} or {@code Kubernetes}
 */
public record RecordedService(
        String workspaceId, String componentId, boolean highBusinessImpact, String name, String computeType) {}
