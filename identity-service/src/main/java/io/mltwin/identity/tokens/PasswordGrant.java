package io.mltwin.identity.tokens;

import io.mltwin.identity.directory.DirectoryPrincipal;
import io.mltwin.identity.directory.DirectoryService;
import io.mltwin.identity.directory.Tenant;
import io.mltwin.platform.Addresses;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Set;

/**
 * {@code grant_type=password}: a user's name and password, through a public client or a registered
 * one.
 */
@ApplicationScoped
class PasswordGrant {

    /** Azure CLI, Azure PowerShell, Visual Studio Code: registered by Microsoft in every tenant. */
    private static final Set<String> PUBLIC_CLIENTS =
            Set.of(
                    "04b07795-8ddb-461a-bbee-02f9e1bf7b46",
                    "1950a258-227b-4e31-a9cf-717495945fc2",
                    "aebc6443-996d-45c2-90f0-388ff96faa56");

    private final Tenants tenants;
    private final ClientAuthentication clients;
    private final DirectoryService directory;
    private final TokenIssue issue;
    private final Addresses addresses;

    PasswordGrant(
            Tenants tenants,
            ClientAuthentication clients,
            DirectoryService directory,
            TokenIssue issue,
            Addresses addresses) {
        this.tenants = tenants;
        this.clients = clients;
        this.directory = directory;
        this.issue = issue;
        this.addresses = addresses;
    }

    IssuedToken issue(TokenRequest request) {
        String clientId = request.required("client_id").toLowerCase(Locale.ROOT);
        String name = request.required("username");
        String password = request.required("password");
        Tenant tenant = tenants.ofUser(request.tenant(), name);
        RequestedScope scope = RequestedScope.ofUser(request, addresses.graph());
        ClientProof proof =
                PUBLIC_CLIENTS.contains(clientId)
                        ? ClientProof.NONE
                        : clients.prove(request, clients.application(clientId, tenant), tenant);
        DirectoryPrincipal user =
                directory
                        .user(name)
                        .filter(found -> found.tenantId().equals(tenant.tenantId()))
                        .orElseThrow(() -> AadErrors.userNotFound(name, tenant.displayName()));
        if (!directory.isPassword(user.objectId(), password)) {
            throw AadErrors.wrongPassword();
        }
        AccessTokenGrant grant =
                new AccessTokenGrant(
                        request.version(),
                        tenant.tenantId(),
                        user,
                        clientId,
                        proof,
                        directory.groupsOf(user.objectId()),
                        null,
                        scope);
        return issue.issue(grant, tenant.displayName());
    }
}
