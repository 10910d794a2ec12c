package io.mltwin.scoring.models.endpoints;

import io.mltwin.datakeys.DataKey;
import io.mltwin.datakeys.DataKeys;
import io.mltwin.datakeys.RootKeys;
import io.mltwin.scoring.keys.Secrets;
import io.mltwin.scoring.models.services.AuthKeysBody;
import io.mltwin.scoring.models.services.KeyType;
import jakarta.inject.Singleton;

/** The keys of online endpoints at rest: ciphertext under a data key of each. */
@Singleton
class EndpointKeys {

    private static final int LENGTH = 32;

    private final RootKeys rootKeys;
    private final Secrets secrets;

    EndpointKeys(RootKeys rootKeys, Secrets secrets) {
        this.rootKeys = rootKeys;
        this.secrets = secrets;
    }

    /** Gives a new endpoint its data key and its two keys: the caller's, else random ones. */
    void make(OnlineEndpointEntity row, AuthKeysBody given) {
        row.dataKey = DataKeys.generate(rootKeys, context(row));
        set(row, KeyType.PRIMARY, given == null ? null : given.primaryKey());
        set(row, KeyType.SECONDARY, given == null ? null : given.secondaryKey());
    }

    /** Replaces one key by the caller's, or by a random one when {@code value} is null. */
    void set(OnlineEndpointEntity row, KeyType which, String value) {
        byte[] encrypted =
                open(row)
                        .encryptText(
                                value == null ? secrets.generate(LENGTH) : value,
                                context(row) + ":" + which);
        if (which == KeyType.PRIMARY) {
            row.primaryKey = encrypted;
        } else {
            row.secondaryKey = encrypted;
        }
    }

    AuthKeysBody read(OnlineEndpointEntity row) {
        DataKey key = open(row);
        return new AuthKeysBody(
                key.decryptText(row.primaryKey, context(row) + ":" + KeyType.PRIMARY),
                key.decryptText(row.secondaryKey, context(row) + ":" + KeyType.SECONDARY));
    }

    private DataKey open(OnlineEndpointEntity row) {
        return DataKeys.open(row.dataKey, rootKeys, context(row));
    }

    private static String context(OnlineEndpointEntity row) {
        return "online-endpoint:" + row.armKey;
    }
}
