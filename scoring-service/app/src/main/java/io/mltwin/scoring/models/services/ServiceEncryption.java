package io.mltwin.scoring.models.services;

import static io.mltwin.scoring.models.services.EncryptionErrors.noKeyOfVault;
import static io.mltwin.scoring.models.services.EncryptionErrors.notFit;
import static io.mltwin.scoring.models.services.EncryptionErrors.notUsable;

import io.mltwin.customerkeys.CustomerKeyException;
import io.mltwin.customerkeys.KeyIdentifier;
import io.mltwin.customerkeys.KeyVaultClient;
import io.mltwin.customerkeys.VaultKey;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.Principals;
import io.mltwin.platform.ServiceName;
import io.mltwin.scoring.models.services.ServiceKeys.ServiceDataKey;
import io.mltwin.scoring.models.services.ServiceRequestBody.EncryptionProperties;
import jakarta.inject.Singleton;

/**
 * Encrypts new deployments on ACI under the version of a customer's key that the request names
 * ("Encrypt deployment data" of Azure Container Instances): the vault needs soft delete and purge
 * protection, and lets the application Azure Container Instance Service get the key and unwrap with
 * it.
 */
@Singleton
record ServiceEncryption(ServiceKeys keys, KeyVaultClient vault, Addresses addresses, Principals principals) {

    /**
     * Returns the data key of a service that is to be made.
     *
     * @param id of its row
     * @param given null or empty for Microsoft's key
     * @throws io.mltwin.armweb.AzureException 400 when the key is none, is not fit, or cannot be
     *     used; 503 when the vault does not answer
     */
    ServiceDataKey prepare(String id, String endpoint, EncryptionProperties given) {
        try {
            return keys.generate(id, endpoint, given == null ? null : requireFit(given));
        } catch (CustomerKeyException refused) {
            throw notUsable(refused, principals.service(ServiceName.SCORING));
        }
    }

    private KeyIdentifier requireFit(EncryptionProperties given) {
        KeyIdentifier version = KeyIdentifier.of(given.vaultBaseUrl(), given.keyName(), given.keyVersion(), addresses)
                .orElseThrow(() -> noKeyOfVault(given));
        VaultKey key = vault.get(version, keys::applicationToken);
        if (!key.enabled() || !key.isRsa() || !key.isPurgeProtected()) {
            throw notFit(key.id().toString());
        }
        return version;
    }
}
