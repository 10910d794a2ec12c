package io.mltwin.scoring.models.endpoints;

import io.mltwin.resourceprovider.Sealed;
import io.mltwin.scoring.keys.Secrets;
import io.mltwin.scoring.models.services.AuthKeysBody;
import io.mltwin.scoring.models.services.KeyType;
import jakarta.inject.Singleton;

/** The keys of online endpoints, which are encrypted as their other texts are. */
@Singleton
class EndpointKeys {

    private static final int LENGTH = 32;

    private final Secrets secrets;

    EndpointKeys(Secrets secrets) {
        this.secrets = secrets;
    }

    /** Gives a new endpoint its two keys: the caller's, else random ones. */
    void make(OnlineEndpointEntity row, AuthKeysBody given) {
        set(row, KeyType.PRIMARY, given == null ? null : given.primaryKey());
        set(row, KeyType.SECONDARY, given == null ? null : given.secondaryKey());
    }

    /** Replaces one key by the caller's, or by a random one when {@code value} is null. */
    void set(OnlineEndpointEntity row, KeyType which, String value) {
        Sealed key = Sealed.of(value == null ? secrets.generate(LENGTH) : value);
        if (which == KeyType.PRIMARY) {
            row.primaryKey = key;
        } else {
            row.secondaryKey = key;
        }
    }

    static AuthKeysBody read(OnlineEndpointEntity row) {
        return new AuthKeysBody(Sealed.text(row.primaryKey), Sealed.text(row.secondaryKey));
    }
}
