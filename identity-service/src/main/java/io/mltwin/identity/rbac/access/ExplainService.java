package io.mltwin.identity.rbac.access;

import static io.mltwin.armweb.ArmErrors.authorizationFailed;
import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;
import static io.mltwin.encoding.Absence.orEmpty;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Caller;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.identity.directory.DirectoryService;
import io.mltwin.tokencheck.TokenKind;
import io.mltwin.tokencheck.VerifiedToken;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/**
 * Explains decisions to the principal concerned, to callers that may read role assignments at the
 * scope (without the principal's assignments at other scopes), to the platform's services and to
 * its administrator.
 */
@Singleton
record ExplainService(
        AccessService access, DecisionLog log, DirectoryService directory, Explainer explainer, Clock clock) {

    private static final String READ = "Microsoft.Authorization/roleAssignments/read";

    /** Explains the decision at this time. */
    ExplanationBody explain(AccessBody.ExplainRequest request, VerifiedToken token) {
        invalidRequestContentIf(
                request == null || request.action() == null || request.scope() == null, "Give 'action' and 'scope'.");
        boolean own = request.principalId() == null || AsciiCase.equal(request.principalId(), token.objectId());
        boolean all = own || isOfPlatform(token);
        if (!all) {
            Denial denial = access.denial(token.caller(), READ, request.scope());
            if (denial != null) {
                throw denial.fault(token.caller(), READ, request.scope());
            }
            if (isOfAnotherTenant(request.principalId(), token.caller())) {
                throw authorizationFailed(token.caller(), READ, request.scope());
            }
        }
        AccessBody.Check check = new AccessBody.Check(request.action(), request.scope(), request.data());
        return explainer.explain(subject(request, own ? token.caller() : null), check, all, null, clock.instant());
    }

    /** Returns the access of the principal. A caller cannot claim groups that it is not in. */
    private PrincipalPermissions subject(AccessBody.ExplainRequest request, Caller self) {
        if (self != null) {
            return access.snapshot().of(self.objectId(), self.groups());
        }
        List<String> groups = orEmpty(request.groups());
        return access.snapshot().of(request.principalId(), groups);
    }

    /**
     * Explains a denial as it was made. A caller that may not see it gets the same answer as for an
     * unknown one.
     */
    ExplanationBody decision(String id, VerifiedToken token) {
        DecisionLog.Decision decision = log.find(id).orElseThrow(() -> notFound(id));
        boolean own = AsciiCase.equal(decision.access().principalId(), token.objectId());
        boolean all = own || isOfPlatform(token);
        Caller caller = token.caller();
        boolean mayRead = all
                || !isOfAnotherTenant(decision.access().principalId(), caller)
                        && access.snapshot()
                                .of(caller.objectId(), caller.groups())
                                .isAllowed(READ, decision.scope(), false);
        if (!mayRead) {
            throw notFound(id);
        }
        return explainer.explain(
                decision.access(),
                new AccessBody.Check(decision.action(), decision.scope(), decision.data()),
                all,
                decision.id(),
                decision.time());
    }

    /**
     * Returns true for a principal of another tenant, about which a caller that may read at the
     * root learns nothing.
     */
    private boolean isOfAnotherTenant(String principalId, Caller caller) {
        return directory
                .principal(principalId)
                .filter(principal -> !principal.isKnownIn(caller.tenantId()))
                .isPresent();
    }

    private static boolean isOfPlatform(VerifiedToken token) {
        return token.kind() == TokenKind.ADMIN || token.kind() == TokenKind.SERVICE;
    }

    private static AzureException notFound(String id) {
        return AzureException.notFound(
                "DecisionNotFound",
                "There is no decision '%s' that you may see. Denials are kept for a day, fewer when there are many,"
                        + " and until identity-service restarts.",
                id);
    }
}
