package io.mltwin.customerkeys;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.datakeys.DataKeyException;
import io.mltwin.platform.Addresses;
import java.io.IOException;
import java.util.Optional;

/**
 * A data key at rest under a customer's key. RSA takes few bytes, so a key-encrypting key stands
 * between.
 *
 * @param kid the version of the customer's key that wrapped the key-encrypting key
 * @param kek the wrapped key-encrypting key
 * @param data the data key, encrypted under the key-encrypting key
 */
record WrappedKey(String kid, byte[] kek, byte[] data) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static WrappedKey read(byte[] stored) {
        try {
            return JSON.readValue(stored, WrappedKey.class);
        } catch (IOException otherForm) {
            throw new DataKeyException("The stored data key is not wrapped by a customer's key", otherForm);
        }
    }

    byte[] write() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (IOException e) {
            throw new IllegalStateException("a record of texts and bytes is always JSON", e);
        }
    }

    Optional<KeyIdentifier> key(Addresses addresses) {
        return KeyIdentifier.parse(kid, addresses);
    }

    @Override
    public String toString() {
        return "data key wrapped by " + kid;
    }
}
