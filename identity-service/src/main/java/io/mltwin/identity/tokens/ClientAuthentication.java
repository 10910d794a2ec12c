package io.mltwin.identity.tokens;

import io.mltwin.identity.directory.ClientCredentials;
import io.mltwin.identity.directory.DirectoryPrincipal;
import io.mltwin.identity.directory.DirectoryService;
import io.mltwin.identity.directory.Tenant;
import jakarta.enterprise.context.ApplicationScoped;

/** Authenticates the application that asks for a token: by secret, or by a signed assertion. */
@ApplicationScoped
class ClientAuthentication {

    private final DirectoryService directory;
    private final ClientAssertions assertions;

    ClientAuthentication(DirectoryService directory, ClientAssertions assertions) {
        this.directory = directory;
        this.assertions = assertions;
    }

    /** The application with this id in the tenant. */
    DirectoryPrincipal application(String clientId, Tenant tenant) {
        return directory
                .application(clientId)
                .filter(application -> application.tenantId().equals(tenant.tenantId()))
                .orElseThrow(() -> AadErrors.applicationNotFound(clientId, tenant.displayName()));
    }

    ClientProof prove(TokenRequest request, DirectoryPrincipal application, Tenant tenant) {
        String assertion = request.optional("client_assertion");
        String secret = request.optional("client_secret");
        if (assertion == null && secret == null) {
            throw AadErrors.missingClientProof();
        }
        ClientCredentials credentials = directory.credentials(application.objectId());
        if (assertion != null) {
            if (!ClientAssertions.TYPE.equals(request.required("client_assertion_type"))) {
                throw AadErrors.badAssertion(
                        "client_assertion_type must be " + ClientAssertions.TYPE);
            }
            assertions.verify(
                    assertion, application.applicationId(), tenant, credentials.publicKeys());
            return ClientProof.CERTIFICATE;
        }
        if (!credentials.matchesSecret(secret)) {
            throw AadErrors.wrongSecret(application.applicationId());
        }
        return ClientProof.SECRET;
    }
}
