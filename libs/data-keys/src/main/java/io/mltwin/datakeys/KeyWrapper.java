package io.mltwin.datakeys;

/** A key that wraps data keys: a service's root key, or a customer's key in a vault. */
public interface KeyWrapper {

    /** Wraps key material, bound to a context. */
    byte[] wrap(byte[] material, String context);

    /**
     * Unwraps key material.
     *
     * @throws DataKeyException when the key is away, disabled or another
     */
    byte[] unwrap(byte[] wrapped, String context);
}
