package io.mltwin.scoring.models.services;

import io.mltwin.scoring.models.certificates.ServiceCertificate;
import io.mltwin.scoring.registry.images.StoredImage;

/**
 * A web service as the inferencing side runs it: all that scoring needs, so that it needs no
 * database.
 *
 * @param endpoint label of its host
 * @param workspaceId ARM id
 * @param componentId ARM id of the Application Insights component that its requests are recorded
 *     in, or null
 * @param underCustomerKey whether its content is ciphertext under a customer's key, so that nothing
 *     of it may lie on a disk
 * @param certificate of the customer's own, with the name that it answers at; or null
 * @param image null until it has one
 * @param maxConcurrentRequests null for no limit
 * @param maxQueueWaitMillis null for the default
 * @param timeoutMillis null for the default
 * @param replicas how many containers it has
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
        boolean underCustomerKey,
        ServiceCertificate certificate,
        StoredImage image,
        Integer maxConcurrentRequests,
        Integer maxQueueWaitMillis,
        Integer timeoutMillis,
        ReplicaRule replicas) {

    public boolean isHealthy() {
        return "Healthy".equals(state);
    }

    @Override
    public String toString() {
        return "deployment of " + serviceName;
    }
}
