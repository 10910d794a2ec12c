package io.mltwin.workspace.storage.blob;

import io.mltwin.workspace.storage.signature.QueryParameters;

/**
 * What a credential allows beyond the operation itself.
 *
 * @param createOnly blobs may be created, not overwritten
 * @param overrides parameters of a service SAS that replace headers of the answer (rscc, rscd, …),
 *     or null
 */
record Grant(boolean createOnly, QueryParameters overrides) {

    static final Grant FULL = new Grant(false, null);

    /** The header value a service SAS demands, else the blob's own. */
    String header(String parameter, String own) {
        String demanded = overrides == null ? null : overrides.get(parameter);
        if (demanded == null || demanded.isEmpty()) {
            return own;
        }
        if (demanded.chars().anyMatch(c -> c < ' ' || c == 0x7F)) {
            throw BlobErrors.invalidQuery(parameter, "a header has no control characters.");
        }
        return demanded;
    }
}
