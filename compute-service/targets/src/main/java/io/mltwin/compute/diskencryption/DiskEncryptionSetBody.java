package io.mltwin.compute.diskencryption;

import com.fasterxml.jackson.databind.JsonNode;

/** A request for {@code Microsoft.Compute/diskEncryptionSets} (2020-12-01 to 2023-10-02). */
record DiskEncryptionSetBody(JsonNode identity, Properties properties) {

    record Properties(
            String encryptionType,
            ActiveKey activeKey,
            Boolean rotationToLatestKeyVersionEnabled,
            String federatedClientId) {}

    /** {@code KeyForDiskEncryptionSet}. */
    record ActiveKey(SourceVault sourceVault, String keyUrl) {}

    record SourceVault(String id) {}
}
