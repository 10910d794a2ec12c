package io.mltwin.console.keys;

import static io.mltwin.encoding.Absence.isEmpty;
import static io.mltwin.encoding.Absence.orEmpty;

import com.fasterxml.jackson.annotation.JsonAlias;

/**
 * The key settings of storage accounts (API 2022-09-01) and registries (2022-12-01).
 *
 * @param identity of the resource itself
 */
record EncryptedResource(Identity identity, Properties properties) {

    record Identity(String principalId) {}

    record Properties(Encryption encryption) {}

    record Encryption(@JsonAlias("keyvaultproperties") KeyProperties keyVaultProperties, User identity) {}

    record User(String userAssignedIdentity) {}

    /** An account has the first four, a registry has the others. */
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
        return used == null ? "" : orEmpty(used.version());
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
        return identity == null ? "" : orEmpty(identity.principalId());
    }

    private KeyProperties key() {
        return properties == null || properties.encryption() == null
                ? null
                : properties.encryption().keyVaultProperties();
    }
}
