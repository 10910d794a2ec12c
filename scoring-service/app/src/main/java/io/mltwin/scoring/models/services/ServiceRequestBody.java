package io.mltwin.scoring.models.services;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.scoring.registry.images.ImageBody.AssetReference;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** {@code CreateServiceRequest} of model management: the members of ACI's and AKS's forms. */
public record ServiceRequestBody(
        String name,
        String computeType,
        String description,
        Map<String, String> kvTags,
        Map<String, String> properties,
        AuthKeysBody keys,
        String deploymentType,
        String imageId,
        EnvironmentImageRequest environmentImageRequest,
        String location,
        ContainerResources containerResourceRequirements,
        Boolean authEnabled,
        Boolean aadAuthEnabled,
        Boolean sslEnabled,
        String sslCertificate,
        String sslKey,
        String cname,
        String dnsNameLabel,
        Boolean appInsightsEnabled,
        DataCollection dataCollection,
        EncryptionProperties encryptionProperties,
        JsonNode vnetConfiguration,
        String computeName,
        String namespace,
        Integer numReplicas,
        AutoScaler autoScaler,
        Integer maxConcurrentRequestsPerContainer,
        Integer maxQueueWaitMs,
        Integer scoringTimeoutMs,
        LivenessProbe livenessProbeRequirements) {

    /** {@code ContainerResourceRequirements}. */
    public record ContainerResources(
            BigDecimal cpu,
            BigDecimal cpuLimit,
            BigDecimal memoryInGB,
            BigDecimal memoryInGBLimit,
            Integer gpu,
            Integer fpga) {}

    /** {@code ModelDataCollection}. */
    public record DataCollection(Boolean eventHubEnabled, Boolean storageEnabled) {}

    /** {@code AutoScaler}. */
    public record AutoScaler(
            Boolean autoscaleEnabled,
            Integer minReplicas,
            Integer maxReplicas,
            Integer targetUtilization,
            Integer refreshPeriodInSeconds) {}

    /** {@code LivenessProbeRequirements}. */
    public record LivenessProbe(
            Integer failureThreshold,
            Integer successThreshold,
            Integer timeoutSeconds,
            Integer periodSeconds,
            Integer initialDelaySeconds) {}

    /** From which a service's image is built. */
    public record EnvironmentImageRequest(
            List<String> modelIds,
            String driverProgram,
            List<AssetReference> assets,
            JsonNode targetRuntime,
            JsonNode environment) {}

    /** Returns the key that it is to be encrypted under, or null. */
    EncryptionProperties encryption() {
        return encryptionProperties == null || encryptionProperties.isEmpty() ? null : encryptionProperties;
    }

    /** Returns the request without its keys, as it is kept. */
    ServiceRequestBody withoutSecrets() {
        return new ServiceRequestBody(
                name,
                computeType,
                description,
                kvTags,
                properties,
                null,
                deploymentType,
                imageId,
                environmentImageRequest,
                location,
                containerResourceRequirements,
                authEnabled,
                aadAuthEnabled,
                sslEnabled,
                null,
                null,
                cname,
                dnsNameLabel,
                appInsightsEnabled,
                dataCollection,
                encryptionProperties,
                vnetConfiguration,
                computeName,
                namespace,
                numReplicas,
                autoScaler,
                maxConcurrentRequestsPerContainer,
                maxQueueWaitMs,
                scoringTimeoutMs,
                livenessProbeRequirements);
    }

    @Override
    public String toString() {
        return "request for the service " + name;
    }
}
