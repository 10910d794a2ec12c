package io.mltwin.scoring.models.services;

/**
 * The fields of a service that are recorded whatever its state is: nothing of it is ciphertext, so
 * that it can
 * be told while the key of its content cannot be used.
 *
 * @param workspaceId ARM id
 * @param componentId ARM id of the Application Insights component that its requests are recorded
 *     in, or null
 */
public record RecordedService(
        String workspaceId, String componentId, boolean highBusinessImpact, String name, String computeType) {}
