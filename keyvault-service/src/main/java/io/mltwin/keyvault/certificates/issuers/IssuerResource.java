package io.mltwin.keyvault.certificates.issuers;

import io.mltwin.keyvault.objects.ObjectName;
import io.mltwin.keyvault.objects.paging.Page;
import io.mltwin.keyvault.objects.paging.PageRequest;
import io.mltwin.tokencheck.CallerContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestPath;

/** Key Vault's {@code /certificates/issuers}. */
@Path("/vault/{vault}/certificates/issuers")
public class IssuerResource {

    private final IssuerService service;
    private final CallerContext caller;

    IssuerResource(IssuerService service, CallerContext caller) {
        this.service = service;
        this.caller = caller;
    }

    @GET
    public Page<IssuerBody.Item> list(@RestPath String vault) {
        return service.list(vault, PageRequest.of(caller), caller.token());
    }

    @GET
    @Path("{name}")
    public IssuerBody get(@RestPath String vault, @RestPath String name) {
        return service.get(vault, ObjectName.of(name), caller.token());
    }

    @PUT
    @Path("{name}")
    public IssuerBody set(@RestPath String vault, @RestPath String name, IssuerBody body) {
        return service.set(vault, ObjectName.of(name), body, caller.token());
    }

    @PATCH
    @Path("{name}")
    public IssuerBody update(@RestPath String vault, @RestPath String name, IssuerBody body) {
        return service.update(vault, ObjectName.of(name), body, caller.token());
    }

    @DELETE
    @Path("{name}")
    public IssuerBody delete(@RestPath String vault, @RestPath String name) {
        return service.delete(vault, ObjectName.of(name), caller.token());
    }
}
