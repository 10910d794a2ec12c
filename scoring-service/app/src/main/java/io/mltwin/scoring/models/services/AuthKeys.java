package io.mltwin.scoring.models.services;

import static io.mltwin.scoring.ModelManagementErrors.badRequest;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.scoring.keys.Secrets;
import jakarta.inject.Singleton;

/** Makes the two keys of a web service or online endpoint; how they are encrypted is their row's affair. */
@Singleton
public record AuthKeys(Secrets secrets) {

    private static final int LENGTH = 32;

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

    /** {@code AuthKeys}: the two keys of a web service. */
    public record AuthKeysBody(String primaryKey, String secondaryKey) {
        @Override
        public String toString() {
            return "keys";
        }
    }

    /** The key that is regenerated: declared as a number yet enumerated as words, so both are read. */
    public enum KeyType {
        PRIMARY,
        SECONDARY;

        static KeyType parse(JsonNode node) {
            String text = node == null ? "" : node.asText();
            if (text.equals("0") || AsciiCase.equal(text, "Primary")) {
                return PRIMARY;
            }
            if (text.equals("1") || AsciiCase.equal(text, "Secondary")) {
                return SECONDARY;
            }
            throw badRequest("InvalidKeyType", "The keyType must be Primary (0) or Secondary (1).");
        }
    }
}
