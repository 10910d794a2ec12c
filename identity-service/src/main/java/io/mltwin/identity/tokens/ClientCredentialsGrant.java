package io.mltwin.identity.tokens;

import io.mltwin.identity.directory.DirectoryPrincipal;
import io.mltwin.identity.directory.DirectoryService;
import io.mltwin.identity.directory.PrincipalKind;
import io.mltwin.identity.directory.Tenant;
import io.mltwin.identity.managedidentities.ManagedIdentityService;
import jakarta.enterprise.context.ApplicationScoped;

/** {@code grant_type=client_credentials}: an application or managed identity asks for itself. */
@ApplicationScoped
class ClientCredentialsGrant {

    private final Tenants tenants;
    private final ClientAuthentication clients;
    private final DirectoryService directory;
    private final ManagedIdentityService managedIdentities;
    private final TokenIssue issue;

    ClientCredentialsGrant(
            Tenants tenants,
            ClientAuthentication clients,
            DirectoryService directory,
            ManagedIdentityService managedIdentities,
            TokenIssue issue) {
        this.tenants = tenants;
        this.clients = clients;
        this.directory = directory;
        this.managedIdentities = managedIdentities;
        this.issue = issue;
    }

    IssuedToken issue(TokenRequest request) {
        Tenant tenant = tenants.named(request.tenant());
        String clientId = request.required("client_id");
        RequestedScope scope = RequestedScope.ofApplication(request);
        DirectoryPrincipal application = clients.application(clientId, tenant);
        ClientProof proof = clients.prove(request, application, tenant);
        String resourceId =
                application.kind() == PrincipalKind.MANAGED_IDENTITY
                        ? managedIdentities.resourceIdOf(application.objectId())
                        : null;
        AccessTokenGrant grant =
                new AccessTokenGrant(
                        request.version(),
                        tenant.tenantId(),
                        application,
                        application.applicationId(),
                        proof,
                        directory.groupsOf(application.objectId()),
                        resourceId,
                        scope);
        return issue.issue(grant, tenant.displayName());
    }
}
