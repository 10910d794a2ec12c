package io.mltwin.keyvault.keys;

import io.mltwin.keyvault.objects.ObjectName;
import io.mltwin.keyvault.objects.paging.Page;
import io.mltwin.keyvault.objects.paging.PageRequest;
import io.mltwin.tokencheck.CallerContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestPath;

/** Key Vault's {@code /deletedkeys}. */
@Path("/vault/{vault}/deletedkeys")
public class DeletedKeyResource {

    private final DeletedKeyService service;
    private final CallerContext caller;

    DeletedKeyResource(DeletedKeyService service, CallerContext caller) {
        this.service = service;
        this.caller = caller;
    }

    @GET
    public Page<KeyBody.DeletedItem> list(@RestPath String vault) {
        return service.list(vault, PageRequest.of(caller), caller.token());
    }

    @GET
    @Path("{name}")
    public KeyBody.Deleted get(@RestPath String vault, @RestPath String name) {
        return service.get(vault, ObjectName.of(name), caller.token());
    }

    @POST
    @Path("{name}/recover")
    public KeyBody recover(@RestPath String vault, @RestPath String name) {
        return service.recover(vault, ObjectName.of(name), caller.token());
    }

    /** Azure answers 204. */
    @DELETE
    @Path("{name}")
    public void purge(@RestPath String vault, @RestPath String name) {
        service.purge(vault, ObjectName.of(name), caller.token());
    }
}
