package io.mltwin.keyvault.certificates;

import io.mltwin.keyvault.objects.ObjectName;
import io.mltwin.keyvault.objects.paging.Page;
import io.mltwin.keyvault.objects.paging.PageRequest;
import io.mltwin.tokencheck.CallerContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestPath;

/** Key Vault's {@code /deletedcertificates}. */
@Path("/vault/{vault}/deletedcertificates")
public class DeletedCertificateResource {

    private final DeletedCertificateService service;
    private final CallerContext caller;

    DeletedCertificateResource(DeletedCertificateService service, CallerContext caller) {
        this.service = service;
        this.caller = caller;
    }

    @GET
    public Page<CertificateBody.Deleted> list(@RestPath String vault) {
        return service.list(vault, PageRequest.of(caller), caller.token());
    }

    @GET
    @Path("{name}")
    public CertificateBody.Deleted get(@RestPath String vault, @RestPath String name) {
        return service.get(vault, ObjectName.of(name), caller.token());
    }

    @POST
    @Path("{name}/recover")
    public CertificateBody recover(@RestPath String vault, @RestPath String name) {
        return service.recover(vault, ObjectName.of(name), caller.token());
    }

    /** Azure answers 204. */
    @DELETE
    @Path("{name}")
    public void purge(@RestPath String vault, @RestPath String name) {
        service.purge(vault, ObjectName.of(name), caller.token());
    }
}
