package io.mltwin.customerkeys;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.crypto.tink.subtle.AesGcmJce;
import io.mltwin.customerkeys.CustomerKeyException.Reason;
import io.mltwin.customerkeys.KeyVaultClient.Result;
import io.mltwin.datakeys.DataKeyException;
import io.mltwin.datakeys.DataKeys.KeyWrapper;
import io.mltwin.platform.Addresses;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/** Wraps a data key by the customer's key, in the vault. For one use. */
final class VaultKeyWrapper implements KeyWrapper {

    private static final int KEK_BYTES = 32;

    private final CustomerKey customer;
    private final KeyVaultClient vault;
    private final Addresses addresses;
    private final SecureRandom random;
    private final Wrapping wrapping;
    private byte[] renewed;

    VaultKeyWrapper(CustomerKey customer, KeyVaultClient vault, Addresses addresses, SecureRandom random) {
        this(customer, vault, addresses, random, vault::wrap);
    }

    VaultKeyWrapper(
            CustomerKey customer, KeyVaultClient vault, Addresses addresses, SecureRandom random, Wrapping wrapping) {
        this.customer = customer;
        this.vault = vault;
        this.addresses = addresses;
        this.random = random;
        this.wrapping = wrapping;
    }

    /** Where the key-encrypting key is wrapped: in the vault, or here by the key's public half. */
    @FunctionalInterface
    interface Wrapping {

        Result wrap(KeyIdentifier key, Supplier<String> token, byte[] value);
    }

    @Override
    public byte[] wrap(byte[] material, String context) {
        byte[] kek = new byte[KEK_BYTES];
        random.nextBytes(kek);
        KeyIdentifier key = customer.follows() ? customer.key().withoutVersion() : customer.key();
        Result wrapped = wrapping.wrap(key, customer.token(), kek);
        String kid = wrapped.key().toString();
        try {
            byte[] data = new AesGcmJce(kek).encrypt(material, associated(kid, context));
            return new WrappedKey(kid, wrapped.value(), data).write();
        } catch (GeneralSecurityException e) {
            throw new DataKeyException("The key-encrypting key cannot wrap", e);
        } finally {
            Arrays.fill(kek, (byte) 0);
        }
    }

    /**
     * Unwraps; where newer versions take over and there is one, {@link #renewed} then has what to
     * store.
     */
    @Override
    public byte[] unwrap(byte[] stored, String context) {
        WrappedKey wrapped = WrappedKey.read(stored);
        KeyIdentifier version = version(wrapped);
        if (!customer.follows()) {
            return open(wrapped, unwrap(version, wrapped), context);
        }
        byte[] kek;
        try {
            kek = unwrap(version.withoutVersion(), wrapped);
        } catch (CustomerKeyException refused) {
            // the newest version is another one, which has no say while it is disabled
            if (refused.reason() != Reason.OTHER_VERSION && refused.reason() != Reason.KEY_DISABLED) {
                throw refused;
            }
            byte[] material = open(wrapped, unwrap(version, wrapped), context);
            renew(refused.reason(), material, context);
            return material;
        }
        return open(wrapped, kek, context);
    }

    private void renew(Reason reason, byte[] material, String context) {
        if (reason == Reason.OTHER_VERSION) {
            try {
                renewed = wrap(material, context);
            } catch (CustomerKeyException notYet) {
                // a newest version that may not wrap now: the one before it stays
                renewed = null;
            }
        }
    }

    /** Returns the data key wrapped by the version that has taken over, if one has. */
    Optional<byte[]> renewed() {
        return Optional.ofNullable(renewed);
    }

    private byte[] unwrap(KeyIdentifier key, WrappedKey wrapped) {
        return vault.unwrap(key, customer.token(), wrapped.kek()).value();
    }

    private KeyIdentifier version(WrappedKey wrapped) {
        return wrapped.key(addresses)
                .filter(key -> key.withoutVersion().equals(customer.key().withoutVersion()))
                .orElseThrow(() -> new CustomerKeyException(
                        Reason.KEY_NOT_FOUND,
                        "the data key of " + customer.surface() + " is wrapped by another key than " + customer.key()));
    }

    private static byte[] open(WrappedKey wrapped, byte[] kek, String context) {
        try {
            return new AesGcmJce(kek).decrypt(wrapped.data(), associated(wrapped.kid(), context));
        } catch (GeneralSecurityException e) {
            throw new DataKeyException("The data key cannot be unwrapped: it was altered", e);
        }
    }

    private static byte[] associated(String kid, String context) {
        return (context + " " + kid).getBytes(StandardCharsets.UTF_8);
    }

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
}
