package io.mltwin.compute.diskencryption;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** A request for {@code Microsoft.Compute/diskEncryptionSets} (2020-12-01 to 2023-10-02). */
@JsonIgnoreProperties(ignoreUnknown = true)
record DiskEncryptionSetBody(String location, Map<String, String> tags, JsonNode identity, Properties properties) {

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Properties(
            String encryptionType,
            ActiveKey activeKey,
            Boolean rotationToLatestKeyVersionEnabled,
            String federatedClientId) {}

    /** {@code KeyForDiskEncryptionSet}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record ActiveKey(SourceVault sourceVault, String keyUrl) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record SourceVault(String id) {}
}
