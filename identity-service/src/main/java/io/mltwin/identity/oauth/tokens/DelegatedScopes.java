package io.mltwin.identity.oauth.tokens;

import io.mltwin.identity.directory.DirectoryPrincipal;
import io.mltwin.identity.directory.PrincipalKind;
import io.mltwin.identity.directory.Tenant;
import io.mltwin.platform.Addresses;
import jakarta.inject.Singleton;

/**
 * What a client may ask for in a user's name, checked before the user is asked: by the same rules
 * as the token endpoint's.
 */
@Singleton
public class DelegatedScopes {

    private static final DirectoryPrincipal ANY_USER =
            new DirectoryPrincipal("", "", PrincipalKind.USER, "", null, "");

    private final AudienceTable audiences;
    private final Addresses addresses;

    DelegatedScopes(AudienceTable audiences, Addresses addresses) {
        this.audiences = audiences;
        this.addresses = addresses;
    }

    /** Microsoft Graph, which is meant when none is named. */
    public String graph() {
        return addresses.graph();
    }

    /** The one resource that scopes in the form of version 2 are of. */
    public String resource(String scope) {
        return RequestedScope.v2(scope, addresses.graph()).resource();
    }

    /** That users of the tenant can have a token for the resource. */
    public void requireResource(String resource, Tenant tenant) {
        if (audiences.find(resource, ANY_USER, tenant.tenantId()) == AudienceTable.Owner.NOBODY) {
            throw AadErrors.resourceNotFound(resource, tenant.tenantId());
        }
    }

    /** What stands on the version 1 endpoint only. */
    public void refuseOnVersion2(String resource) {
        if (resource != null) {
            throw AadErrors.resourceNotSupported();
        }
    }
}
