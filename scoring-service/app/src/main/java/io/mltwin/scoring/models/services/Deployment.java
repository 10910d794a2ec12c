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

    /**
     * Fired inside the transaction that changes a service's keys or settings or deletes it.
     *
     * @param deployment null when it was deleted
     */
    public record DeploymentChanged(String endpoint, Deployment deployment) {}

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
}
