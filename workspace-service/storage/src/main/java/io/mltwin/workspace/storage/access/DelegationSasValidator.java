package io.mltwin.workspace.storage.access;

import static io.mltwin.workspace.storage.wire.AccessErrors.authenticationFailed;
import static io.mltwin.workspace.storage.wire.AccessErrors.authenticationFailedIf;
import static io.mltwin.workspace.storage.wire.DataErrors.unsupported;
import static io.mltwin.workspace.storage.wire.DataErrors.unsupportedIf;

import io.mltwin.access.AccessClient;
import io.mltwin.armweb.Caller;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.storage.accounts.StorageAccountService;
import io.mltwin.workspace.storage.signature.AccountSignature;
import io.mltwin.workspace.storage.signature.AccountSignature.DelegationKey;
import io.mltwin.workspace.storage.signature.QueryParameters;
import io.mltwin.workspace.storage.signature.SasSignature;
import io.mltwin.workspace.storage.signature.SasTerms;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * Checks signatures made with a user delegation key ("Create a user delegation SAS"): the key must
 * be of this account and valid on the platform's clock, and the principal that asked for it must
 * still have the role for the operation.
 */
@Singleton
record DelegationSasValidator(StorageAccountService accounts, AccessClient access, Clock clock) {
    void check(StorageRequest request, String resource) {
        QueryParameters query = request.query();
        for (String name : List.of("skdutid", "sduoid", "suoid", "srh", "srq")) {
            if (!query.orEmpty(name).isEmpty()) {
                throw unsupported("A user delegation signature with " + name);
            }
        }
        authenticationFailedIf(
                !query.orEmpty("si").isEmpty(), "A user delegation signature names no stored access policy (si).");
        unsupportedIf(request.service() != 'b', "A user delegation signature for the File service");
        checkKey(query);
        byte[] key = DelegationKey.of(query).derive(accounts.delegationSecret(request.account()));
        String signed = SasSignature.delegation(query, resource);
        if (!AccountSignature.matches(key, signed, query.get("sig"))) {
            throw authenticationFailed("Signature did not match. String to sign used was " + signed);
        }
        authenticationFailedIf(
                !AsciiCase.equal(request.account().tenantId(), query.get("sktid")), "The key is of another tenant.");
        checkRole(request, query);
    }

    private void checkKey(QueryParameters query) {
        Instant start = SasTerms.time(query.get("skt"));
        Instant expiry = SasTerms.time(query.get("ske"));
        Instant now = clock.instant();
        if (start == null || expiry == null || now.isBefore(start) || !now.isBefore(expiry)) {
            throw authenticationFailed(
                    "The user delegation key is not valid in the specified time frame: Start [%s] - Expiry [%s] -"
                            + " Current [%s]",
                    query.orEmpty("skt"), query.orEmpty("ske"), now);
        }
    }

    private void checkRole(StorageRequest request, QueryParameters query) {
        Caller principal = new Caller(query.get("sktid"), query.get("skoid"), null, null, List.of());
        for (RequiredPermissions required : request.requiredPermissions()) {
            if (required.checks().stream().noneMatch(one -> access.isAllowed(principal, one))) {
                throw Authorizer.roleMissing(principal, required.checks().get(0));
            }
        }
    }
}
