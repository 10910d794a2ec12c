package io.mltwin.scoring.registry.registries;

import static io.mltwin.armweb.ArmErrors.invalidRequestContent;
import static io.mltwin.scoring.registry.registries.RegistryErrors.encryptionStays;
import static io.mltwin.scoring.registry.registries.RegistryErrors.identityNeeded;
import static io.mltwin.scoring.registry.registries.RegistryErrors.keyNotFit;
import static io.mltwin.scoring.registry.registries.RegistryErrors.keyNotUsable;
import static io.mltwin.scoring.registry.registries.RegistryErrors.premiumOnly;

import io.mltwin.armweb.Caller;
import io.mltwin.customerkeys.CustomerKeyException;
import io.mltwin.customerkeys.KeyIdentifier;
import io.mltwin.customerkeys.KeyVaultClient;
import io.mltwin.customerkeys.VaultKey;
import io.mltwin.datakeys.DataKeys.KeyWrapper;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.managedidentities.HostedIdentities;
import io.mltwin.managedidentities.HostedIdentity;
import io.mltwin.managedidentities.IdentityChange;
import io.mltwin.platform.Addresses;
import io.mltwin.scoring.registry.registries.RegistrySettings.EncryptionSettings;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/**
 * {@code identity} and {@code encryption} of a registry ("Encrypt your registry using a
 * customer-managed key"): Premium only, from a vault with purge protection, and not given up again.
 * A key identifier without version follows the newest one.
 *
 * <p>Deviation: a registry that has images may be given a customer's key too, as the document says
 * of a workspace's own; in Azure a registry gets one when it is made.
 */
@Singleton
record RegistryEncryption(
        RegistryKeys keys, HostedIdentities identities, KeyVaultClient vault, Addresses addresses, Clock clock) {

    /**
     * Gives and ends the identities that the request says, and wraps the data key by the key that
     * it names.
     *
     * @param draft a copy of the registry's row, or a new registry; it is changed
     * @param replaces true for a PUT
     */
    PreparedEncryption prepare(RegistryEntity draft, RegistrySettings settings, boolean replaces, Caller caller) {
        KeyWrapper from = keys.wrapper(draft);
        List<HostedIdentity> before = HostedIdentity.read(draft.identities);
        List<HostedIdentity> after = before;
        if (settings.identity() != null) {
            after = identities.apply(draft.armId(), caller.tenantId(), before, settings.identity(), replaces, caller);
            draft.identities = HostedIdentity.write(after);
        }
        boolean hasNewKey = false;
        EncryptionSettings asked = settings.encryption();
        try {
            if (asked != null && asked.enabled()) {
                hasNewKey = useKey(draft, asked, from);
            } else if (asked != null && draft.keyIdentifier != null) {
                throw encryptionStays(draft.name);
            }
        } catch (CustomerKeyException refused) {
            throw keyNotUsable(refused);
        }
        requireUsable(draft);
        return new PreparedEncryption(new IdentityChange(before, after), hasNewKey);
    }

    /** Returns true when the data key was wrapped by another key than before. */
    private boolean useKey(RegistryEntity draft, EncryptionSettings asked, KeyWrapper from) {
        requirePremium(draft);
        KeyIdentifier key = KeyIdentifier.parse(asked.keyIdentifier(), addresses)
                .orElseThrow(() -> invalidRequestContent(
                        "'%s' is no key identifier: https://{vault}/keys/{name}, with a version or without.",
                        asked.keyIdentifier()));
        String identity = identity(draft, asked);
        if (key.toString().equals(draft.keyIdentifier) && AsciiCase.equal(identity, draft.keyIdentity)) {
            return false;
        }
        draft.keyIdentifier = key.toString();
        draft.keyIdentity = identity;
        requireFit(vault.get(key, keys.customerKey(draft).token()));
        draft.dataKey = keys.take(draft, from);
        draft.keyRotated = clock.instant();
        return true;
    }

    /** Takes over what was prepared, inside the transaction that holds the registry's lock. */
    void apply(RegistryEntity registry, RegistryEntity draft, PreparedEncryption prepared) {
        registry.identities = prepared.identities().applyTo(registry.identities);
        if (prepared.hasNewKey()) {
            if (registry.keyIdentifier == null) {
                keys.keepPasswordsUnderRoot(registry);
            }
            registry.keyIdentifier = draft.keyIdentifier;
            registry.keyIdentity = draft.keyIdentity;
            registry.dataKey = draft.dataKey;
            registry.keyRotated = draft.keyRotated;
        }
        requireUsable(registry);
    }

    /** A registry under a customer's key stays Premium and keeps the identity that uses the key. */
    private void requireUsable(RegistryEntity registry) {
        if (registry.keyIdentifier != null) {
            requirePremium(registry);
            keys.customerKey(registry);
        }
    }

    private static void requirePremium(RegistryEntity registry) {
        if (!"Premium".equals(registry.sku)) {
            throw premiumOnly("A customer-managed key", registry.name, registry.sku);
        }
    }

    /** ARM id of the identity that is to use the key. */
    private static String identity(RegistryEntity registry, EncryptionSettings asked) {
        return HostedIdentity.read(registry.identities).stream()
                .filter(one -> asked.identity() == null
                        ? AsciiCase.equal(one.resourceId(), registry.id)
                        : AsciiCase.equal(one.clientId(), asked.identity()))
                .map(HostedIdentity::resourceId)
                .findFirst()
                .orElseThrow(() -> identityNeeded(registry.id));
    }

    private static void requireFit(VaultKey key) {
        if (!key.isPurgeProtected() || !key.enabled() || !key.isRsa()) {
            throw keyNotFit(key.id()
                    + " must be an enabled RSA key of 2048, 3072 or 4096 bits in a vault with soft delete and purge"
                    + " protection.");
        }
    }

    void endIdentities(RegistryEntity registry) {
        identities.end(registry.armId(), HostedIdentity.read(registry.identities));
    }

    /**
     * The answers of identity-service and the vault for a registry, before its row changes.
     *
     * @param hasNewKey whether the data key was wrapped by a key that the row does not name yet
     */
    record PreparedEncryption(IdentityChange identities, boolean hasNewKey) {}
}
