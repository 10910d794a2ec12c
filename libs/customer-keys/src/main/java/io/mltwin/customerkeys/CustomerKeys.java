package io.mltwin.customerkeys;

import io.mltwin.customerkeys.OpenKeyCache.OpenKey;
import io.mltwin.customerkeys.VaultKeyWrapper.WrappedKey;
import io.mltwin.datakeys.DataKey;
import io.mltwin.datakeys.DataKeys;
import io.mltwin.datakeys.DataKeys.KeyWrapper;
import io.mltwin.platform.Addresses;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import org.jboss.logging.Logger;

/**
 * Data keys under customer-managed keys ("Customer-managed keys for Azure Storage encryption",
 * "Configure customer-managed keys for your Azure Cosmos DB account"): a newer version of the key
 * takes over by wrapping the data key again, data are never rewritten; a key that is disabled, gone
 * or out of reach refuses everything of its surface, and of it alone, until it is back.
 */
@Singleton
public record CustomerKeys(
        KeyVaultClient vault, OpenKeyCache kept, Addresses addresses, SecureRandom random, Clock clock) {
    private static final Logger LOG = Logger.getLogger(CustomerKeys.class);

    /** Stores a data key that was wrapped again. */
    @FunctionalInterface
    public interface Store {

        /** In one transaction of its own, and only where {@code old} still stands. */
        void replace(byte[] old, byte[] renewed);
    }

    /** Returns the customer's key as a wrapper, for switching a data key away from it. */
    public KeyWrapper wrapper(CustomerKey customer) {
        return new VaultKeyWrapper(customer, vault, addresses, random);
    }

    /**
     * Makes a data key under a version of a customer's key for a service that may get the key and
     * unwrap with it, and no more: it is wrapped here, by the key's public half. Whether the vault
     * unwraps it shows {@link #open}.
     *
     * @param customer names a version, which no newer one takes over
     * @return its wrapped form
     * @throws CustomerKeyException when the identity may not see the key
     */
    public byte[] generateByPublicHalf(CustomerKey customer) {
        return DataKeys.generate(
                new VaultKeyWrapper(customer, vault, addresses, random, vault::wrapByPublicHalf), customer.surface());
    }

    /**
     * Switches a data key to a customer's key.
     *
     * @param from what wraps it so far
     * @return what to store instead
     * @throws CustomerKeyException when the identity may not wrap, or not unwrap what it wrapped
     */
    public byte[] take(CustomerKey customer, KeyWrapper from, byte[] stored) {
        byte[] wrapped = DataKeys.rewrap(stored, from, wrapper(customer), customer.surface());
        DataKeys.open(wrapped, wrapper(customer), customer.surface());
        return wrapped;
    }

    /**
     * Returns the surface's data key.
     *
     * @param stored its wrapped form
     * @param store called when a newer version of the customer's key has taken over
     * @throws CustomerKeyException when the vault does not unwrap it
     */
    public DataKey open(CustomerKey customer, byte[] stored, Store store) {
        OpenKey found = kept.find(customer.id());
        if (found == null) {
            found = ask(customer, stored, store);
        }
        return found.get();
    }

    /**
     * The data key when it was opened before and that still counts, else null.
     *
     * @param id of a {@link CustomerKey}
     * @throws CustomerKeyException when the vault did not unwrap it, and that still counts
     */
    public DataKey openOrNull(String id) {
        OpenKey found = kept.find(id);
        return found == null ? null : found.get();
    }

    private OpenKey ask(CustomerKey customer, byte[] stored, Store store) {
        VaultKeyWrapper wrapper = new VaultKeyWrapper(customer, vault, addresses, random);
        try {
            DataKey key = DataKeys.open(stored, wrapper, customer.surface());
            wrapper.renewed().ifPresent(renewed -> renew(customer, stored, renewed, store));
            return keep(customer, new OpenKey(key, null, clock.instant()));
        } catch (CustomerKeyException refused) {
            LOG.infof("The data key of %s stays closed: %s", customer.surface(), refused.reason());
            OpenKey refusal = new OpenKey(null, refused, clock.instant());
            return refused.isLasting() ? keep(customer, refusal) : refusal;
        }
    }

    private OpenKey keep(CustomerKey customer, OpenKey key) {
        kept.keep(customer.id(), key);
        return key;
    }

    private static void renew(CustomerKey customer, byte[] stored, byte[] renewed, Store store) {
        store.replace(stored, renewed);
        LOG.infof(
                "The data key of %s is wrapped by %s now",
                customer.surface(), WrappedKey.read(renewed).kid());
    }

    /** Returns the version of the customer's key that a data key is wrapped by. */
    public static String versionOf(byte[] stored) {
        return WrappedKey.read(stored).kid();
    }
}
