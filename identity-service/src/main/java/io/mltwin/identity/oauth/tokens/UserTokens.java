package io.mltwin.identity.oauth.tokens;

import io.mltwin.identity.directory.DirectoryPrincipal;
import io.mltwin.identity.directory.DirectoryService;
import io.mltwin.identity.directory.PrincipalKind;
import io.mltwin.identity.directory.Tenant;
import io.mltwin.identity.directory.accounts.Account;
import io.mltwin.identity.oauth.clients.ClientApplication;
import io.mltwin.identity.oauth.clients.ClientRecord;
import io.mltwin.identity.oauth.clients.Clients;
import io.mltwin.identity.oauth.consents.Consents;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * The end of every way in which a user lets a client have a token: may this client act for this
 * user at this resource, and what does the token say.
 */
@ApplicationScoped
class UserTokens {

    private static final String EVERYTHING = "user_impersonation";

    private final AudienceTable audiences;
    private final Consents consents;
    private final Clients clients;
    private final DirectoryService directory;
    private final TokenIssue issue;

    UserTokens(
            AudienceTable audiences,
            Consents consents,
            Clients clients,
            DirectoryService directory,
            TokenIssue issue) {
        this.audiences = audiences;
        this.consents = consents;
        this.clients = clients;
        this.directory = directory;
        this.issue = issue;
    }

    /**
     * A user who is there, through a client that has proven what it must.
     *
     * @param nonce null for none
     */
    record Wanted(
            TokenRequest request,
            Tenant tenant,
            Account account,
            ClientApplication client,
            ClientProof proof,
            RequestedScope scope,
            List<String> methods,
            String nonce) {}

    /** All that can be refused is refused here: nothing has been used up yet. */
    AccessTokenGrant check(Wanted wanted) {
        Account account = wanted.account();
        ClientApplication client = wanted.client();
        DirectoryPrincipal subject =
                new DirectoryPrincipal(
                        account.objectId(),
                        account.tenantId(),
                        PrincipalKind.USER,
                        account.displayName(),
                        null,
                        account.userPrincipalName());
        String resource = wanted.scope().resource();
        String tenantId = wanted.tenant().tenantId();
        AudienceTable.Owner owner = audiences.find(resource, subject, tenantId);
        if (owner == AudienceTable.Owner.NOBODY) {
            throw AadErrors.resourceNotFound(resource, wanted.tenant().tenantId());
        }
        if (clients.find(client.clientId()).map(ClientRecord::assignmentRequired).orElse(false)) {
            throw AadErrors.userNotAssigned(account.userPrincipalName(), client.clientId());
        }
        if (!consents.isGranted(client, tenantId, account.objectId(), resource)) {
            throw AadErrors.consentNeeded(client.clientId(), client.displayName());
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
                directory.groupsOf(account.objectId()),
                List.of(),
                null,
                wanted.scope(),
                wanted.request().understandsChallenges());
    }

    IssuedToken issue(AccessTokenGrant grant) {
        return issue.issue(grant);
    }

    /** True when the client shall be able to come again without the user. */
    static boolean wantsRefreshToken(TokenRequest request, RequestedScope scope) {
        return !request.isV2() || scope.offline();
    }

    /** Deviation: each of Microsoft's resources has one permission, user_impersonation. */
    private static List<String> permissions(RequestedScope scope, AudienceTable.Owner owner) {
        return owner == AudienceTable.Owner.CUSTOMER && !scope.permissions().isEmpty()
                ? scope.permissions()
                : List.of(EVERYTHING);
    }
}
