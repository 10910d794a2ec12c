package io.mltwin.workspace.storage.signature;

/**
 * A user delegation key ("Get User Delegation Key"): its value is derived from a secret of the
 * account and all that is said of it, so that nothing of it need be kept, and a new secret revokes
 * every key that was given out.
 *
 * @param start ISO 8601, as given out
 */
public record DelegationKey(
        String objectId, String tenantId, String start, String expiry, String service, String version) {

    /** Returns the key that a signature says it was made with. */
    public static DelegationKey of(QueryParameters query) {
        return new DelegationKey(
                query.orEmpty("skoid"),
                query.orEmpty("sktid"),
                query.orEmpty("skt"),
                query.orEmpty("ske"),
                query.orEmpty("sks"),
                query.orEmpty("skv"));
    }

    public byte[] derive(byte[] secret) {
        return AccountSignature.mac(secret, String.join("\n", objectId, tenantId, start, expiry, service, version));
    }
}
