package io.mltwin.identity.oauth.tokens;

import static io.mltwin.identity.oauth.errors.AadErrors.resourceNotFound;

import io.mltwin.identity.directory.Tenant;
import io.mltwin.identity.oauth.clients.ClientRecord;
import io.mltwin.identity.oauth.tokens.AccessTokenGrant.ClientProof;
import jakarta.inject.Singleton;

/** {@code grant_type=client_credentials}: an application or managed identity asks for itself. */
@Singleton
record ClientCredentialsGrant(
        Tenants tenants,
        ClientAuthentication clients,
        AudienceTable audiences,
        ApplicationPermissions permissions,
        TokenIssue issue) {

    IssuedToken issue(TokenRequest request) {
        Tenant tenant = tenants.named(request.tenant());
        String clientId = request.required("client_id");
        RequestedScope scope = RequestedScope.ofApplication(request);
        ClientRecord application = clients.application(clientId, tenant);
        ClientProof proof = clients.prove(request, application, tenant);
        if (audiences.find(scope.resource(), application.principal(), tenant.tenantId())
                == AudienceTable.Owner.NOBODY) {
            throw resourceNotFound(scope.resource(), tenant.tenantId());
        }
        return issue.issue(new AccessTokenGrant(
                request.version(),
                tenant.tenantId(),
                application.principal(),
                null,
                application.principal().applicationId(),
                proof,
                application.groups(),
                permissions.of(application, scope.resource()),
                application.managedResourceId(),
                scope,
                request.understandsChallenges()));
    }
}
