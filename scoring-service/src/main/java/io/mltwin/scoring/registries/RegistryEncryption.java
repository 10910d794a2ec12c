package io.mltwin.scoring.registries;

import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.Caller;
import io.mltwin.customerkeys.CustomerKeyRefused;
import io.mltwin.customerkeys.HostedIdentities;
import io.mltwin.customerkeys.HostedIdentity;
import io.mltwin.customerkeys.KeyIdentifier;
import io.mltwin.customerkeys.KeyVaultClient;
import io.mltwin.customerkeys.VaultKey;
import io.mltwin.datakeys.KeyWrapper;
import io.mltwin.platform.Addresses;
import jakarta.inject.Singleton;
import java.time.Clock;

/**
 * {@code identity} and {@code encryption} of a registry ("Encrypt your registry using a
 * customer-managed key"): Premium only, from a vault with purge protection, and not given up again.
 * A key identifier without version follows the newest one.
 *
 * <p>Deviation: a registry that has images may be given a customer's key too, as the document says
 * of a workspace's own; in Azure a registry gets one when it is made.
 */
@Singleton
class RegistryEncryption {

    private final RegistryKeys keys;
    private final HostedIdentities identities;
    private final KeyVaultClient vault;
    private final Addresses addresses;
    private final Clock clock;

    RegistryEncryption(
            RegistryKeys keys,
            HostedIdentities identities,
            KeyVaultClient vault,
            Addresses addresses,
            Clock clock) {
        this.keys = keys;
        this.identities = identities;
        this.vault = vault;
        this.addresses = addresses;
        this.clock = clock;
    }

    /**
     * Takes over what the request says of both.
     *
     * @param replaces true for a PUT
     */
    void apply(
            RegistryEntity registry, RegistrySettings settings, boolean replaces, Caller caller) {
        KeyWrapper from = keys.wrapper(registry);
        if (settings.identity() != null) {
            registry.identities =
                    HostedIdentity.write(
                            identities.apply(
                                    ArmResourceId.parse(registry.armId),
                                    caller.tenantId(),
                                    HostedIdentity.read(registry.identities),
                                    settings.identity(),
                                    replaces,
                                    caller));
        }
        EncryptionSettings asked = settings.encryption();
        try {
            if (asked != null && asked.enabled()) {
                useKey(registry, asked, from);
            } else if (asked != null && registry.keyIdentifier != null) {
                throw RegistryErrors.encryptionStays(registry.name);
            }
        } catch (CustomerKeyRefused refused) {
            throw RegistryErrors.keyNotUsable(refused);
        }
        if (registry.keyIdentifier != null) {
            requirePremium(registry);
            keys.customerKey(registry);
        }
    }

    private void useKey(RegistryEntity registry, EncryptionSettings asked, KeyWrapper from) {
        requirePremium(registry);
        KeyIdentifier key =
                KeyIdentifier.parse(asked.keyIdentifier(), addresses)
                        .orElseThrow(
                                () ->
                                        ArmErrors.invalidRequestContent(
                                                "'"
                                                        + asked.keyIdentifier()
                                                        + "' is no key identifier: https://{vault}/keys/{name}, with a"
                                                        + " version or without."));
        String identity = identity(registry, asked);
        if (key.toString().equals(registry.keyIdentifier)
                && AsciiCase.equal(identity, registry.keyIdentity)) {
            return;
        }
        if (registry.keyIdentifier == null) {
            keys.keepPasswordsUnderRoot(registry);
        }
        registry.keyIdentifier = key.toString();
        registry.keyIdentity = identity;
        check(vault.get(key, keys.customerKey(registry).token()));
        registry.dataKey = keys.take(registry, from);
        registry.keyRotated = clock.instant();
    }

    private static void requirePremium(RegistryEntity registry) {
        if (!"Premium".equals(registry.sku)) {
            throw RegistryErrors.premiumOnly(registry.name, registry.sku);
        }
    }

    /** ARM id of the identity that is to use the key. */
    private static String identity(RegistryEntity registry, EncryptionSettings asked) {
        return HostedIdentity.read(registry.identities).stream()
                .filter(
                        one ->
                                asked.identity() == null
                                        ? AsciiCase.equal(one.resourceId(), registry.armId)
                                        : AsciiCase.equal(one.clientId(), asked.identity()))
                .map(HostedIdentity::resourceId)
                .findFirst()
                .orElseThrow(() -> RegistryErrors.identityNeeded(registry.armId));
    }

    private static void check(VaultKey key) {
        if (!key.isPurgeProtected() || !key.enabled() || !key.isRsa()) {
            throw RegistryErrors.keyNotFit(
                    key.id()
                            + " must be an enabled RSA key of 2048, 3072 or 4096 bits in a vault with soft delete and purge"
                            + " protection.");
        }
    }

    void delete(RegistryEntity registry) {
        identities.end(
                ArmResourceId.parse(registry.armId), HostedIdentity.read(registry.identities));
    }
}
