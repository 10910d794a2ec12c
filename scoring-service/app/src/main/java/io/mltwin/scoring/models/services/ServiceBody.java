package io.mltwin.scoring.models.services;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.scoring.models.services.ServiceRequestBody.AutoScaler;
import io.mltwin.scoring.models.services.ServiceRequestBody.ContainerResources;
import io.mltwin.scoring.models.services.ServiceRequestBody.DataCollection;
import io.mltwin.scoring.models.services.ServiceRequestBody.EncryptionProperties;
import io.mltwin.scoring.models.services.ServiceRequestBody.LivenessProbe;
import java.time.Instant;
import java.util.Map;

/** {@code ServiceResponse} of model management: the members of ACI's and AKS's forms. */
public record ServiceBody(
        String id,
        String name,
        String description,
        Map<String, String> kvTags,
        Map<String, String> properties,
        String operationId,
        String state,
        Instant createdTime,
        Instant updatedTime,
        ErrorBody error,
        String computeType,
        String deploymentType,
        String location,
        String imageId,
        String scoringUri,
        String swaggerUri,
        String publicFqdn,
        Boolean authEnabled,
        Boolean aadAuthEnabled,
        Boolean sslEnabled,
        String sslCertificate,
        String cname,
        Boolean appInsightsEnabled,
        EncryptionProperties encryptionProperties,
        String computeName,
        String namespace,
        Integer numReplicas,
        DeploymentStatus deploymentStatus,
        ContainerResources containerResourceRequirements,
        DataCollection dataCollection,
        AutoScaler autoScaler,
        Integer maxConcurrentRequestsPerContainer,
        Integer maxQueueWaitMs,
        Integer scoringTimeoutMs,
        LivenessProbe livenessProbeRequirements) {

    /** Why the deployment failed. */
    public record ErrorBody(String code, int statusCode, String message) {}

    /** Replicas of an AKS service. */
    public record DeploymentStatus(int desiredReplicas, int updatedReplicas, int availableReplicas) {}

    /** Selects the services that a list shows; null means all. */
    record ServiceFilter(String imageId, String name, String computeType) {

        boolean passes(ServiceBody service) {
            return (imageId == null || imageId.equals(service.imageId()))
                    && (name == null || name.equals(service.name()))
                    && (computeType == null || AsciiCase.equal(computeType, service.computeType()));
        }
    }
}
