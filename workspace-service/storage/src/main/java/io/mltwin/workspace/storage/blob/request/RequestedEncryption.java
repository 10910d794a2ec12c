package io.mltwin.workspace.storage.blob.request;

import static io.mltwin.workspace.storage.wire.RequestErrors.invalidHeaderIf;

import io.mltwin.workspace.storage.encryption.ClientKey;
import io.mltwin.workspace.storage.signature.QueryParameters;
import io.vertx.core.MultiMap;

/**
 * The encryption that a request names for its blob.
 *
 * @param clientKey that it provides, or null
 * @param scope that its header or its signature names, or null
 */
public record RequestedEncryption(ClientKey clientKey, String scope) {

    public static final RequestedEncryption NONE = new RequestedEncryption(null, null);

    private static final String SCOPE = "x-ms-encryption-scope";

    /**
     * Returns the encryption that a request names.
     *
     * @param writes false: the scope is not read, since the blob has its own or none
     * @throws io.mltwin.armweb.AzureException 400
     */
    static RequestedEncryption of(MultiMap headers, QueryParameters query, boolean writes) {
        ClientKey clientKey = ClientKey.of(headers, writes);
        String scope = writes ? scope(headers.get(SCOPE), signed(query)) : null;
        if (clientKey == null && scope == null) {
            return NONE;
        }
        invalidHeaderIf(
                clientKey != null && scope != null,
                SCOPE,
                "a blob is under a key of the client or under a scope, not both.");
        return new RequestedEncryption(clientKey, scope);
    }

    static RequestedEncryption ofSource(MultiMap headers) {
        ClientKey clientKey = ClientKey.ofSource(headers);
        return clientKey == null ? NONE : new RequestedEncryption(clientKey, null);
    }

    /** Returns the scope of a signature, which has been checked by then. */
    private static String signed(QueryParameters query) {
        String scope = query.has("sig") ? query.orEmpty("ses") : "";
        return scope.isEmpty() ? null : scope;
    }

    private static String scope(String header, String signed) {
        invalidHeaderIf(
                header != null && signed != null && !header.equals(signed),
                SCOPE,
                "the signature is for another scope (ses).");
        return header == null ? signed : header;
    }

    public boolean isNone() {
        return clientKey == null && scope == null;
    }
}
