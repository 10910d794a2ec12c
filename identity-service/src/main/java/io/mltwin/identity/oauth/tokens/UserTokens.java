package io.mltwin.identity.oauth.tokens;

import static io.mltwin.identity.oauth.errors.AadErrors.consentNeeded;
import static io.mltwin.identity.oauth.errors.AadErrors.resourceNotFound;
import static io.mltwin.identity.oauth.errors.AadErrors.userNotAssigned;

import io.mltwin.identity.directory.ClientApplication;
import io.mltwin.identity.directory.DirectoryPrincipal;
import io.mltwin.identity.directory.DirectoryService;
import io.mltwin.identity.directory.PrincipalKind;
import io.mltwin.identity.directory.Tenant;
import io.mltwin.identity.directory.accounts.Account;
import io.mltwin.identity.oauth.clients.ClientRecord;
import io.mltwin.identity.oauth.clients.Clients;
import io.mltwin.identity.oauth.codes.RefreshTokens;
import io.mltwin.identity.oauth.consents.Consents;
import io.mltwin.identity.oauth.tokens.AccessTokenGrant.ClientProof;
import io.mltwin.identity.oauth.tokens.AccessTokenGrant.TokenVersion;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Supplier;

/**
 * Issues tokens of users to clients, for all grants: checks that the client may act for the user at
 * the resource, and determines the content of the token.
 */
@Singleton
record UserTokens(
        AudienceTable audiences,
        Consents consents,
        Clients clients,
        DirectoryService directory,
        OperatorTokens operators,
        TokenIssue issue,
        RefreshTokens refreshTokens) {

    private static final String EVERYTHING = "user_impersonation";

    /**
     * A request for a token of a user by an authenticated client.
     *
     * @param nonce null for none
     */
    record Request(
            TokenRequest request,
            Tenant tenant,
            Account account,
            ClientApplication client,
            ClientProof proof,
            RequestedScope scope,
            List<String> methods,
            String nonce) {}

    /** Refuses what can be refused, before a code or token is used up. */
    AccessTokenGrant check(Request wanted) {
        String resource = wanted.scope().resource();
        DirectoryPrincipal subject = subject(wanted.account());
        AudienceTable.Owner owner = audiences.findForUser(
                resource, subject, wanted.tenant().tenantId(), wanted.client().clientId());
        return check(wanted, subject, owner, directory.groupsOf(subject.objectId()));
    }

    /**
     * Refuses what can be refused for a client that was called with a token of the user. It may be
     * asked for the administration of the platform, which no other grant gives to a user.
     */
    AccessTokenGrant checkOnBehalfOf(Request wanted) {
        if (!operators.isAskedFor(wanted.scope().resource(), wanted.client().clientId())) {
            return check(wanted);
        }
        DirectoryPrincipal subject = subject(wanted.account());
        List<String> groups = directory.groupsOf(subject.objectId());
        operators.requireOperator(wanted.account(), groups);
        return check(wanted, subject, AudienceTable.Owner.MICROSOFT, groups);
    }

    private static DirectoryPrincipal subject(Account account) {
        return new DirectoryPrincipal(
                account.objectId(),
                account.tenantId(),
                PrincipalKind.USER,
                account.displayName(),
                null,
                account.userPrincipalName());
    }

    private AccessTokenGrant check(
            Request wanted, DirectoryPrincipal subject, AudienceTable.Owner owner, List<String> groups) {
        Account account = wanted.account();
        ClientApplication client = wanted.client();
        String resource = wanted.scope().resource();
        String tenantId = wanted.tenant().tenantId();
        if (owner == AudienceTable.Owner.NOBODY) {
            throw resourceNotFound(resource, wanted.tenant().tenantId());
        }
        if (clients.find(client.clientId())
                .map(ClientRecord::assignmentRequired)
                .orElse(false)) {
            throw userNotAssigned(account.userPrincipalName(), client.clientId());
        }
        if (!consents.isGranted(client, tenantId, account.objectId(), resource)) {
            throw consentNeeded(client.clientId(), client.displayName());
        }
        return new AccessTokenGrant(
                wanted.request().version(),
                tenantId,
                subject,
                new AccessTokenGrant.User(
                        account,
                        wanted.methods(),
                        permissions(wanted.scope(), owner),
                        wanted.nonce(),
                        wanted.request().from().address()),
                client.clientId(),
                wanted.proof(),
                groups,
                List.of(),
                null,
                wanted.scope(),
                wanted.request().understandsChallenges());
    }

    IssuedToken issue(AccessTokenGrant grant) {
        IssuedToken issued = issue.issue(grant);
        if (AudienceTable.isAdministration(grant.scope().resource())) {
            operators.issued(grant.user().account());
        }
        return issued;
    }

    /**
     * Issues the tokens, with a refresh token if the client asked for one.
     *
     * @param signIn returns the id of the sign-in that the refresh token belongs to
     */
    IssuedToken issue(AccessTokenGrant grant, Supplier<String> signIn) {
        IssuedToken issued = issue(grant);
        return grant.version() == TokenVersion.V1 || grant.scope().offline()
                ? issued.withRefreshToken(refreshTokens.issue(signIn.get()))
                : issued;
    }

    /** Deviation: each of Microsoft's resources has one permission, user_impersonation. */
    private static List<String> permissions(RequestedScope scope, AudienceTable.Owner owner) {
        return owner == AudienceTable.Owner.CUSTOMER && !scope.permissions().isEmpty()
                ? scope.permissions()
                : List.of(EVERYTHING);
    }
}
