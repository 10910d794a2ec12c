package io.mltwin.customerkeys;

/**
 * A customer's key that cannot be used. Always a refusal of what needed it; each data plane says so
 * with its own code.
 */
public final class CustomerKeyException extends RuntimeException {

    private final Reason reason;

    CustomerKeyException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Why not. */
    public enum Reason {
        /** The resource's identity is gone or gets no token. */
        NO_TOKEN,
        /** The vault does not let the identity use the key. */
        NO_ACCESS,
        KEY_DISABLED,
        KEY_NOT_FOUND,
        VAULT_NOT_FOUND,
        /** Another version of the key wrapped this. */
        OTHER_VERSION,
        /** The vault does not answer, which may change at any moment. */
        VAULT_AWAY
    }

    public Reason reason() {
        return reason;
    }

    /** Returns whether it holds until somebody changes something. */
    public boolean isLasting() {
        return reason != Reason.VAULT_AWAY && reason != Reason.NO_TOKEN;
    }
}
