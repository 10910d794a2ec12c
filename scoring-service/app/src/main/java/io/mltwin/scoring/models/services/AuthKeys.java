package io.mltwin.scoring.models.services;

import io.mltwin.scoring.keys.Secrets;
import jakarta.inject.Singleton;

/** Makes the two keys of a web service or online endpoint; how they are encrypted is their row's affair. */
@Singleton
public class AuthKeys {

    private static final int LENGTH = 32;

    private final Secrets secrets;

    AuthKeys(Secrets secrets) {
        this.secrets = secrets;
    }

    /** Returns two keys: the caller's where given, else random ones. */
    public AuthKeysBody make(AuthKeysBody given) {
        return given == null
                ? new AuthKeysBody(orRandom(null), orRandom(null))
                : new AuthKeysBody(orRandom(given.primaryKey()), orRandom(given.secondaryKey()));
    }

    /** Replaces one key by the caller's, or by a random one when {@code value} is null. */
    public AuthKeysBody replace(AuthKeysBody keys, KeyType which, String value) {
        return which == KeyType.PRIMARY
                ? new AuthKeysBody(orRandom(value), keys.secondaryKey())
                : new AuthKeysBody(keys.primaryKey(), orRandom(value));
    }

    private String orRandom(String key) {
        return key == null ? secrets.generate(LENGTH) : key;
    }
}
