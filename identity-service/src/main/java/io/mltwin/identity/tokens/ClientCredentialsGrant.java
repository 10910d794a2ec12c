package io.mltwin.identity.tokens;

import io.mltwin.identity.clients.ClientRecord;
import io.mltwin.identity.directory.Tenant;
import io.mltwin.identity.signingkeys.KeyPurpose;
import io.mltwin.identity.signingkeys.SigningKeyService;
import jakarta.enterprise.context.ApplicationScoped;

/** {@code grant_type=client_credentials}: an application or managed identity asks for itself. */
@ApplicationScoped
class ClientCredentialsGrant {

    private final Tenants tenants;
    private final ClientAuthentication clients;
    private final AudienceTable audiences;
    private final SigningKeyService keys;
    private final ApplicationPermissions permissions;
    private final TokenIssue issue;

    ClientCredentialsGrant(
            Tenants tenants,
            ClientAuthentication clients,
            AudienceTable audiences,
            SigningKeyService keys,
            ApplicationPermissions permissions,
            TokenIssue issue) {
        this.tenants = tenants;
        this.clients = clients;
        this.audiences = audiences;
        this.keys = keys;
        this.permissions = permissions;
        this.issue = issue;
    }

    /** True when all that the answer needs is remembered: it asks nobody and waits for nothing. */
    boolean isAtHand(TokenRequest request) {
        String clientId = request.optional("client_id");
        ClientRecord client = clientId == null ? null : clients.known(clientId);
        String resource = request.optional("resource");
        String scope = request.optional("scope");
        return client != null
                && (resource != null || scope != null)
                && keys.isOpen(KeyPurpose.AZURE_AD)
                && tenants.isKnown(request.tenant())
                && audiences.allowsAtOnce(
                        resource != null ? resource : withoutDefault(scope), client.principal());
    }

    IssuedToken issue(TokenRequest request) {
        Tenant tenant = tenants.named(request.tenant());
        String clientId = request.required("client_id");
        RequestedScope scope = RequestedScope.ofApplication(request);
        ClientRecord application = clients.application(clientId, tenant);
        ClientProof proof = clients.prove(request, application, tenant);
        if (audiences.find(scope.resource(), application.principal(), tenant.tenantId())
                == AudienceTable.Owner.NOBODY) {
            throw AadErrors.resourceNotFound(scope.resource(), tenant.displayName());
        }
        return issue.issue(
                new AccessTokenGrant(
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

    private static String withoutDefault(String scope) {
        int slash = scope.lastIndexOf('/');
        return slash < 0 ? scope : scope.substring(0, slash);
    }
}
