package io.mltwin.identity.oauth.tokens;

import static io.mltwin.identity.oauth.errors.AadErrors.resourceNotFound;
import static io.mltwin.identity.oauth.errors.AadErrors.resourceNotSupported;

import io.mltwin.identity.directory.DirectoryPrincipal;
import io.mltwin.identity.directory.PrincipalKind;
import io.mltwin.identity.directory.Tenant;
import io.mltwin.platform.Addresses;
import jakarta.inject.Singleton;

/**
 * Validates the scopes of a sign-in before the user is asked, by the rules of the token endpoint.
 */
@Singleton
public record DelegatedScopes(AudienceTable audiences, Addresses addresses) {

    private static final DirectoryPrincipal ANY_USER = new DirectoryPrincipal("", "", PrincipalKind.USER, "", null, "");

    /** Returns Microsoft Graph, the default resource. */
    public String graph() {
        return addresses.graph();
    }

    /** Returns the resource of scopes in the form of version 2. */
    public String resource(String scope) {
        return RequestedScope.v2(scope, addresses.graph()).resource();
    }

    /** Requires that users of the tenant can have a token for the resource through the client. */
    public void requireResource(String resource, Tenant tenant, String clientId) {
        if (audiences.findForUser(resource, ANY_USER, tenant.tenantId(), clientId) == AudienceTable.Owner.NOBODY) {
            throw resourceNotFound(resource, tenant.tenantId());
        }
    }

    /** Refuses the parameter of the version 1 endpoint. */
    public void refuseOnVersion2(String resource) {
        if (resource != null) {
            throw resourceNotSupported();
        }
    }
}
