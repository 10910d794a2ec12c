package io.mltwin.identity.oauth.tokens;

import io.mltwin.identity.directory.Tenant;
import io.mltwin.identity.oauth.clients.ClientRecord;
import io.mltwin.identity.oauth.signingkeys.KeyPurpose;
import io.mltwin.identity.oauth.signingkeys.SigningKeyService;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

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

    /** What a token is issued from: as it was when it was looked up, whatever changes since. */
    record Applicant(Tenant tenant, ClientRecord client) {}

    /** The applicant where all that the answer needs is remembered, else null: asks nobody. */
    Applicant atHand(TokenRequest request) {
        String clientId = request.optional("client_id");
        String resource = request.optional("resource");
        String scope = request.optional("scope");
        if (clientId == null || (resource == null && scope == null)) {
            return null;
        }
        ClientRecord client = clients.known(clientId);
        Tenant tenant = tenants.known(request.tenant());
        return client != null
                        && tenant != null
                        && !clients.needsIssuer(request, client)
                        && keys.isOpen(KeyPurpose.AZURE_AD)
                        && audiences.allowsAtOnce(
                                resource != null ? resource : withoutDefault(scope),
                                client.principal())
                ? new Applicant(tenant, client)
                : null;
    }

    /**
     * Issues the token.
     *
     * @param known from {@link #atHand}, or null
     */
    IssuedToken issue(TokenRequest request, Applicant known) {
        Tenant tenant = known != null ? known.tenant() : tenants.named(request.tenant());
        String clientId = request.required("client_id");
        RequestedScope scope = RequestedScope.ofApplication(request);
        ClientRecord application =
                clients.require(
                        known != null ? Optional.of(known.client()) : clients.find(clientId),
                        clientId,
                        tenant);
        ClientProof proof = clients.prove(request, application, tenant);
        if (audiences.find(scope.resource(), application.principal(), tenant.tenantId())
                == AudienceTable.Owner.NOBODY) {
            throw AadErrors.resourceNotFound(scope.resource(), tenant.tenantId());
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
