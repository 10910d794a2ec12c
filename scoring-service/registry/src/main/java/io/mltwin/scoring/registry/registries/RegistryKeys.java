package io.mltwin.scoring.registry.registries;

import static io.mltwin.scoring.registry.registries.RegistryErrors.identityNeeded;
import static io.mltwin.scoring.registry.registries.RegistryErrors.keyRefused;

import io.mltwin.armweb.AzureException;
import io.mltwin.customerkeys.CustomerKey;
import io.mltwin.customerkeys.CustomerKeyException;
import io.mltwin.customerkeys.CustomerKeys;
import io.mltwin.customerkeys.KeyIdentifier;
import io.mltwin.datakeys.DataKey;
import io.mltwin.datakeys.DataKeys;
import io.mltwin.datakeys.DataKeys.KeyWrapper;
import io.mltwin.datakeys.RootKeys;
import io.mltwin.managedidentities.HostedIdentities;
import io.mltwin.managedidentities.HostedIdentity;
import io.mltwin.platform.Addresses;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.UUID;

/**
 * The data key of each registry, wrapped by the service's root key or by the customer's, whose
 * vault is then asked as the registry's identity; and what lies under the root key whatever
 * encrypts the images: the admin's passwords.
 */
@Singleton
record RegistryKeys(
        RootKeys rootKeys,
        CustomerKeys customerKeys,
        HostedIdentities identities,
        RegistryRepository repository,
        Addresses addresses,
        Clock clock) {

    byte[] generate(UUID registry) {
        return DataKeys.generate(rootKeys, context(registry));
    }

    /**
     * Returns the key of layers and manifests.
     *
     * @throws AzureException 403 {@code DENIED} while the customer's key does not open it
     */
    DataKey open(RegistryEntity registry) {
        if (registry.keyIdentifier == null) {
            return keyUnderRoot(registry);
        }
        try {
            return customerKeys.open(
                    customerKey(registry), registry.dataKey, (old, renewed) -> replace(registry.uid, old, renewed));
        } catch (CustomerKeyException refused) {
            throw keyRefused(registry.name, refused);
        }
    }

    private DataKey keyUnderRoot(RegistryEntity registry) {
        return DataKeys.open(registry.dataKey, rootKeys, context(registry.uid));
    }

    private void replace(UUID registry, byte[] old, byte[] renewed) {
        QuarkusTransaction.requiringNew().run(() -> repository.rewrapped(registry, old, renewed, clock.instant()));
    }

    /** Returns what wraps the data key now. */
    KeyWrapper wrapper(RegistryEntity registry) {
        return registry.keyIdentifier == null ? rootKeys : customerKeys.wrapper(customerKey(registry));
    }

    /** Returns the data key under the customer's key that is set now. */
    byte[] take(RegistryEntity registry, KeyWrapper from) {
        return customerKeys.take(customerKey(registry), from, registry.dataKey);
    }

    CustomerKey customerKey(RegistryEntity registry) {
        KeyIdentifier key =
                KeyIdentifier.parse(registry.keyIdentifier, addresses).orElseThrow();
        HostedIdentity identity = HostedIdentities.find(HostedIdentity.read(registry.identities), registry.keyIdentity)
                .orElseThrow(() -> identityNeeded(registry.id));
        return new CustomerKey(
                context(registry.uid) + " " + key + " " + registry.keyIdentity,
                context(registry.uid),
                key,
                !key.isVersioned(),
                identities.vaultToken(registry.id, identity));
    }

    /** One of the admin's passwords for the row. */
    byte[] sealPassword(RegistryEntity registry, String password, int number) {
        byte[] plaintext = password.getBytes(StandardCharsets.UTF_8);
        String context = passwordContext(registry.uid, number);
        return registry.passwordsByRoot
                ? rootKeys.wrap(plaintext, context)
                : keyUnderRoot(registry).encrypt(plaintext, context);
    }

    String openPassword(RegistryEntity registry, int number) {
        byte[] sealed = number == 1 ? registry.password : registry.password2;
        String context = passwordContext(registry.uid, number);
        byte[] plaintext = registry.passwordsByRoot
                ? rootKeys.unwrap(sealed, context)
                : keyUnderRoot(registry).decrypt(sealed, context);
        return new String(plaintext, StandardCharsets.UTF_8);
    }

    /**
     * Puts the admin's passwords under the root key before a customer's key takes over, which must
     * not decide about pulls and pushes.
     */
    void keepPasswordsUnderRoot(RegistryEntity registry) {
        if (!registry.passwordsByRoot) {
            String first = openPassword(registry, 1);
            String second = openPassword(registry, 2);
            registry.passwordsByRoot = true;
            registry.password = sealPassword(registry, first, 1);
            registry.password2 = sealPassword(registry, second, 2);
        }
    }

    private static String context(UUID registry) {
        return "registry:" + registry;
    }

    private static String passwordContext(UUID registry, int number) {
        return "registry:" + registry + ":password" + number;
    }
}
