package io.mltwin.scoring.models.services;

import io.mltwin.access.Tokens;
import io.mltwin.customerkeys.CustomerKey;
import io.mltwin.customerkeys.CustomerKeyException;
import io.mltwin.customerkeys.CustomerKeys;
import io.mltwin.customerkeys.KeyIdentifier;
import io.mltwin.datakeys.DataKey;
import io.mltwin.datakeys.DataKeys;
import io.mltwin.datakeys.RootKeys;
import io.mltwin.platform.Addresses;
import io.mltwin.scoring.models.services.AuthKeys.AuthKeysBody;
import io.mltwin.scoring.models.services.AuthKeys.KeyType;
import jakarta.inject.Singleton;

/**
 * The keys of web services at rest: ciphertext under the deployment's data key. The service's root
 * key wraps that, or a version of the customer's key, whose vault is then asked as the application
 * Azure Container Instance Service; so it is opened outside transactions.
 */
@Singleton
record ServiceKeys(
        RootKeys rootKeys, CustomerKeys customerKeys, Tokens tokens, Addresses addresses, AuthKeys authKeys) {

    /**
     * Returns a data key for a new service.
     *
     * @param id of its row
     * @param customer a version of a customer's key, or null
     * @throws CustomerKeyException when the application may not get the key, or not unwrap with it
     */
    ServiceDataKey generate(String id, String endpoint, KeyIdentifier customer) {
        String context = context(id, endpoint);
        if (customer == null) {
            byte[] wrapped = DataKeys.generate(rootKeys, context);
            return new ServiceDataKey(wrapped, DataKeys.open(wrapped, rootKeys, context), null);
        }
        CustomerKey key = customerKey(context, customer);
        byte[] wrapped = customerKeys.generateByPublicHalf(key);
        return new ServiceDataKey(wrapped, open(key, wrapped), customer.toString());
    }

    /** Gives a new service its two keys: the caller's where given, else random ones. */
    void make(WebServiceEntity service, ServiceDataKey key, AuthKeysBody given) {
        service.dataKey = key.wrapped();
        service.keyIdentifier = key.keyIdentifier();
        write(service, key.open(), authKeys.make(given));
    }

    /** Replaces both keys by random ones. */
    void renew(WebServiceEntity service, DataKey open) {
        write(service, open, authKeys.make(null));
    }

    /** Replaces one key by the caller's, or by a random one when {@code value} is null. */
    void replace(WebServiceEntity service, DataKey open, KeyType which, String value) {
        write(service, open, authKeys.replace(read(service, open), which, value));
    }

    /**
     * Opens the data key of a service.
     *
     * @throws CustomerKeyException while the customer's key does not
     */
    DataKey open(WebServiceEntity service) {
        if (service.keyIdentifier == null) {
            return DataKeys.open(service.dataKey, rootKeys, context(service));
        }
        KeyIdentifier key =
                KeyIdentifier.parse(service.keyIdentifier, addresses).orElseThrow();
        return open(customerKey(context(service), key), service.dataKey);
    }

    private DataKey open(CustomerKey key, byte[] wrapped) {
        return customerKeys.open(key, wrapped, (old, renewed) -> {
            throw new IllegalStateException("a named version is never taken over");
        });
    }

    private CustomerKey customerKey(String context, KeyIdentifier version) {
        return new CustomerKey(context + " " + version, context, version, false, this::applicationToken);
    }

    String applicationToken() {
        return tokens.asApplication(addresses.vaultAudience()).value();
    }

    private static void write(WebServiceEntity service, DataKey open, AuthKeysBody keys) {
        service.primaryKey = open.encryptText(keys.primaryKey(), context(service) + ":" + KeyType.PRIMARY);
        service.secondaryKey = open.encryptText(keys.secondaryKey(), context(service) + ":" + KeyType.SECONDARY);
    }

    static AuthKeysBody read(WebServiceEntity service, DataKey open) {
        return new AuthKeysBody(
                open.decryptText(service.primaryKey, context(service) + ":" + KeyType.PRIMARY),
                open.decryptText(service.secondaryKey, context(service) + ":" + KeyType.SECONDARY));
    }

    private static String context(WebServiceEntity service) {
        return context(service.id, service.endpoint);
    }

    private static String context(String id, String endpoint) {
        return "web-service:" + id + ":" + endpoint;
    }

    /**
     * The data key of a service that is to be made.
     *
     * @param wrapped for its row
     * @param open for its content
     * @param keyIdentifier the version of the customer's key that wraps it; null for the root key
     */
    record ServiceDataKey(byte[] wrapped, DataKey open, String keyIdentifier) {

        @Override
        public String toString() {
            return keyIdentifier == null ? "data key" : "data key under " + keyIdentifier;
        }
    }
}
