package io.mltwin.scoring.models.services;

import io.mltwin.scoring.models.certificates.ServiceCertificate;

/**
 * A web service as the inferencing side runs it: all that scoring needs, so that it needs no
 * database.
 *
 * @param endpoint label of its host
 * @param workspaceId ARM id
 * @param componentId ARM id of the Application Insights component that its requests are recorded
 *     in, or null
 * @param certificate of the customer's own, with the name that it answers at; or null
 * @param served what runs of it
 */
public record Deployment(
        String endpoint,
        String workspaceId,
        String serviceName,
        String computeType,
        String state,
        Authentication authentication,
        String primaryKey,
        String secondaryKey,
        String componentId,
        boolean highBusinessImpact,
        ServiceCertificate certificate,
        ServedDeployment served) {

    public boolean isHealthy() {
        return "Healthy".equals(state);
    }

    /** Returns what the records of its requests say. */
    public RecordedService recorded() {
        return new RecordedService(workspaceId, componentId, highBusinessImpact, serviceName, computeType);
    }

    @Override
    public String toString() {
        return "deployment of " + serviceName;
    }
}
