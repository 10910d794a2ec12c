package io.mltwin.console.keys;

import static io.mltwin.encoding.Absence.isEmpty;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * The key settings of storage accounts (API 2022-09-01) and registries (2022-12-01).
 *
 * @param identity of the resource itself
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record EncryptedResource(Identity identity, Properties properties) {

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Identity(String principalId) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Properties(Encryption encryption) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Encryption(@JsonAlias("keyvaultproperties") KeyProperties keyVaultProperties, User identity) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record User(String userAssignedIdentity) {}

    /** Of an account the first four, of a registry the others. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record KeyProperties(
            String keyname,
            String keyversion,
            String keyvaulturi,
            String currentVersionedKeyIdentifier,
            String keyIdentifier,
            String versionedKeyIdentifier,
            String identity) {}

    /** Returns the customer's key; null for a key of Microsoft's. */
    KeyReference reference() {
        KeyProperties key = key();
        return key == null
                ? null
                : key.keyIdentifier() != null
                        ? KeyReference.of(key.keyIdentifier())
                        : KeyReference.of(key.keyvaulturi(), key.keyname(), key.keyversion());
    }

    /** Returns the version that is in use; empty when the resource does not say. */
    String version() {
        KeyProperties key = key();
        KeyReference used = key == null
                ? null
                : KeyReference.of(
                        key.versionedKeyIdentifier() != null
                                ? key.versionedKeyIdentifier()
                                : key.currentVersionedKeyIdentifier());
        return used == null || used.version() == null ? "" : used.version();
    }

    /** Returns who opens the key. */
    String opener() {
        KeyProperties key = key();
        if (key != null && !isEmpty(key.identity())) {
            return key.identity();
        }
        User user =
                properties.encryption() == null ? null : properties.encryption().identity();
        if (user != null && user.userAssignedIdentity() != null) {
            return user.userAssignedIdentity();
        }
        return identity == null || identity.principalId() == null ? "" : identity.principalId();
    }

    private KeyProperties key() {
        return properties == null || properties.encryption() == null
                ? null
                : properties.encryption().keyVaultProperties();
    }
}
