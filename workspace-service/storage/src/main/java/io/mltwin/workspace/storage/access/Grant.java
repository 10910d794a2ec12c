package io.mltwin.workspace.storage.access;

import static io.mltwin.encoding.Absence.isEmpty;
import static io.mltwin.workspace.storage.wire.RequestErrors.invalidQueryIf;

import io.mltwin.armweb.Caller;
import io.mltwin.workspace.storage.signature.QueryParameters;

/**
 * The rights of a credential beyond the operation itself.
 *
 * @param createOnly blobs may be created, not overwritten
 * @param ofAccount an account key: what it may do to one thing of the account, it may do to all
 * @param caller who has an Azure AD token, else null
 * @param overrides parameters of a service SAS that replace headers of the answer (rscc, rscd, …),
 *     or null
 */
public record Grant(boolean createOnly, boolean ofAccount, Caller caller, QueryParameters overrides) {

    static final Grant FULL = new Grant(false, true, null, null);
    static final Grant ANONYMOUS = new Grant(false, false, null, null);

    static Grant of(Caller caller) {
        return new Grant(false, false, caller, null);
    }

    static Grant ofSignature(boolean createOnly, QueryParameters overrides) {
        return new Grant(createOnly, false, null, overrides);
    }

    /** Returns the header value a service SAS demands, else the blob's own. */
    public String header(String parameter, String own) {
        String demanded = overrides == null ? null : overrides.get(parameter);
        if (isEmpty(demanded)) {
            return own;
        }
        invalidQueryIf(
                demanded.chars().anyMatch(c -> c < ' ' || c == 0x7F),
                parameter,
                demanded,
                "a header has no control characters.");
        return demanded;
    }
}
