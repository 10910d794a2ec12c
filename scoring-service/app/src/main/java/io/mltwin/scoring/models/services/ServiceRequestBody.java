package io.mltwin.scoring.models.services;

import static io.mltwin.scoring.models.services.EncryptionErrors.incomplete;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.scoring.models.services.AuthKeys.AuthKeysBody;
import io.mltwin.scoring.registry.images.ImageBody.AssetReference;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** {@code CreateServiceRequest} of model management: the members of ACI's and AKS's forms. */
@RecordBuilder
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
        LivenessProbe livenessProbeRequirements)
        implements ServiceRequestBodyBuilder.With {

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
        return withKeys(null).withSslCertificate(null).withSslKey(null);
    }

    @Override
    public String toString() {
        return "request for the service " + name;
    }

    /**
     * The version of a customer's key that a deployment on ACI is encrypted under: {@code
     * EncryptionProperties} of Microsoft.ContainerInstance (2019-12-01), which {@code
     * AciWebservice.deploy_configuration} has as {@code cmk_vault_base_url}, {@code cmk_key_name} and
     * {@code cmk_key_version}.
     *
     * @param vaultBaseUrl address of the vault, {@code https://{vault}.vault.BASE}
     */
    public record EncryptionProperties(String vaultBaseUrl, String keyName, String keyVersion) {

        /** Returns whether it names nothing, which is what clients send for no key. */
        @JsonIgnore
        boolean isEmpty() {
            return isMissing(vaultBaseUrl) && isMissing(keyName) && isMissing(keyVersion);
        }

        private static boolean isMissing(String value) {
            return value == null || value.isBlank();
        }

        /** Refuses with 400 one or two of the three. */
        void requireWhole() {
            require(vaultBaseUrl, "vaultBaseUrl");
            require(keyName, "keyName");
            require(keyVersion, "keyVersion");
        }

        private static void require(String value, String member) {
            if (isMissing(value)) {
                throw incomplete(member);
            }
        }
    }
}
