package io.mltwin.scoring.models.services;

import io.mltwin.datakeys.DataKey;
import io.mltwin.datakeys.DataKeys;
import io.mltwin.datakeys.RootKeys;
import io.mltwin.scoring.keys.Secrets;
import jakarta.inject.Singleton;

/** The keys of web services at rest: ciphertext under the deployment's data key. */
@Singleton
class ServiceKeys {

    private static final int LENGTH = 32;

    private final RootKeys rootKeys;
    private final Secrets secrets;

    ServiceKeys(RootKeys rootKeys, Secrets secrets) {
        this.rootKeys = rootKeys;
        this.secrets = secrets;
    }

    /**
     * Gives a new service its data key and its two keys: the caller's where given, else random
     * ones.
     */
    void make(WebServiceEntity service, AuthKeysBody given) {
        service.dataKey = DataKeys.generate(rootKeys, context(service));
        set(service, KeyType.PRIMARY, given == null ? null : given.primaryKey());
        set(service, KeyType.SECONDARY, given == null ? null : given.secondaryKey());
    }

    /** Replaces one key by the caller's, or by a random one when {@code value} is null. */
    void set(WebServiceEntity service, KeyType which, String value) {
        byte[] encrypted =
                open(service)
                        .encryptText(
                                value == null ? secrets.generate(LENGTH) : value,
                                context(service) + ":" + which);
        if (which == KeyType.PRIMARY) {
            service.primaryKey = encrypted;
        } else {
            service.secondaryKey = encrypted;
        }
    }

    AuthKeysBody read(WebServiceEntity service) {
        DataKey key = open(service);
        return new AuthKeysBody(
                key.decryptText(service.primaryKey, context(service) + ":" + KeyType.PRIMARY),
                key.decryptText(service.secondaryKey, context(service) + ":" + KeyType.SECONDARY));
    }

    private DataKey open(WebServiceEntity service) {
        return DataKeys.open(service.dataKey, rootKeys, context(service));
    }

    private static String context(WebServiceEntity service) {
        return "web-service:" + service.id + ":" + service.endpoint;
    }
}
