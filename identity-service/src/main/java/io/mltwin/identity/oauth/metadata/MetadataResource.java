package io.mltwin.identity.oauth.metadata;

import io.mltwin.tokencheck.CallerContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestPath;

/** Metadata of Azure AD: anonymous by design. */
@Path("/login")
@Produces(MediaType.APPLICATION_JSON)
class MetadataResource {

    private final MetadataService service;
    private final CallerContext caller;

    MetadataResource(MetadataService service, CallerContext caller) {
        this.service = service;
        this.caller = caller;
    }

    @GET
    @Path("{tenant}/.well-known/openid-configuration")
    public OpenIdBody v1(@RestPath String tenant) {
        return service.openId(tenant, false, caller.request().host());
    }

    @GET
    @Path("{tenant}/v2.0/.well-known/openid-configuration")
    public OpenIdBody v2(@RestPath String tenant) {
        return service.openId(tenant, true, caller.request().host());
    }

    @GET
    @Path("common/discovery/instance")
    public DiscoveryBody discovery(@QueryParam("authorization_endpoint") String authorizationEndpoint) {
        return service.discovery(authorizationEndpoint, caller.request().host());
    }

    @GET
    @Path("common/{realm:[Uu]ser[Rr]ealm}/{user}")
    public UserRealmBody userRealm(@RestPath String user) {
        return service.userRealm(user);
    }
}
