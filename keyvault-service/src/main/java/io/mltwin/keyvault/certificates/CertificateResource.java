package io.mltwin.keyvault.certificates;

import io.mltwin.keyvault.certificates.x509.CertificatePolicyBody;
import io.mltwin.keyvault.objects.ObjectName;
import io.mltwin.keyvault.objects.backup.BackupBody;
import io.mltwin.keyvault.objects.paging.Page;
import io.mltwin.keyvault.objects.paging.PageRequest;
import io.mltwin.tokencheck.CallerContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;

/** Key Vault's {@code /certificates}. */
@Path("/vault/{vault}/certificates")
public class CertificateResource {

    private final CertificateService service;
    private final CertificateOrderService orders;
    private final DeletedCertificateService deleted;
    private final CertificateBackupService backups;
    private final CallerContext caller;

    CertificateResource(
            CertificateService service,
            CertificateOrderService orders,
            DeletedCertificateService deleted,
            CertificateBackupService backups,
            CallerContext caller) {
        this.service = service;
        this.orders = orders;
        this.deleted = deleted;
        this.backups = backups;
        this.caller = caller;
    }

    @GET
    public Page<CertificateBody.Item> list(@RestPath String vault) {
        return service.list(vault, PageRequest.of(caller), caller.token());
    }

    @POST
    @Path("{name}/create")
    @ResponseStatus(202)
    public CertificateBody.Order create(@RestPath String vault, @RestPath String name, CertificateBody.Create body) {
        return orders.create(vault, ObjectName.of(name), body, caller.token());
    }

    @POST
    @Path("{name}/import")
    public CertificateBody importVersion(@RestPath String vault, @RestPath String name, CertificateBody.Import body) {
        return service.importVersion(vault, ObjectName.of(name), body, caller.token());
    }

    @GET
    @Path("{name}")
    public CertificateBody latest(@RestPath String vault, @RestPath String name) {
        return service.get(vault, ObjectName.of(name), "", caller.token());
    }

    @GET
    @Path("{name}/{version}")
    public CertificateBody version(@RestPath String vault, @RestPath String name, @RestPath String version) {
        return service.get(vault, ObjectName.of(name), version, caller.token());
    }

    @GET
    @Path("{name}/versions")
    public Page<CertificateBody.Item> versions(@RestPath String vault, @RestPath String name) {
        return service.listVersions(vault, ObjectName.of(name), PageRequest.of(caller), caller.token());
    }

    @PATCH
    @Path("{name}")
    public CertificateBody updateLatest(@RestPath String vault, @RestPath String name, CertificateBody.Update body) {
        return service.update(vault, ObjectName.of(name), "", body, caller.token());
    }

    @PATCH
    @Path("{name}/{version}")
    public CertificateBody update(
            @RestPath String vault, @RestPath String name, @RestPath String version, CertificateBody.Update body) {
        return service.update(vault, ObjectName.of(name), version, body, caller.token());
    }

    @GET
    @Path("{name}/policy")
    public CertificatePolicyBody policy(@RestPath String vault, @RestPath String name) {
        return service.policy(vault, ObjectName.of(name), caller.token());
    }

    @PATCH
    @Path("{name}/policy")
    public CertificatePolicyBody setPolicy(@RestPath String vault, @RestPath String name, CertificatePolicyBody body) {
        return service.setPolicy(vault, ObjectName.of(name), body, caller.token());
    }

    @GET
    @Path("{name}/pending")
    public CertificateBody.Order order(@RestPath String vault, @RestPath String name) {
        return orders.get(vault, ObjectName.of(name), caller.token());
    }

    @PATCH
    @Path("{name}/pending")
    public CertificateBody.Order cancelOrder(
            @RestPath String vault, @RestPath String name, CertificateBody.Order body) {
        return orders.cancel(vault, ObjectName.of(name), body, caller.token());
    }

    @DELETE
    @Path("{name}/pending")
    public CertificateBody.Order deleteOrder(@RestPath String vault, @RestPath String name) {
        return orders.delete(vault, ObjectName.of(name), caller.token());
    }

    @POST
    @Path("{name}/pending/merge")
    @ResponseStatus(201)
    public CertificateBody merge(@RestPath String vault, @RestPath String name, CertificateBody.Merge body) {
        return orders.merge(vault, ObjectName.of(name), body, caller.token());
    }

    @DELETE
    @Path("{name}")
    public CertificateBody.Deleted delete(@RestPath String vault, @RestPath String name) {
        return deleted.delete(vault, ObjectName.of(name), caller.token());
    }

    @POST
    @Path("{name}/backup")
    public BackupBody backup(@RestPath String vault, @RestPath String name) {
        return backups.backup(vault, ObjectName.of(name), caller.token());
    }

    @POST
    @Path("restore")
    public CertificateBody restore(@RestPath String vault, BackupBody body) {
        return backups.restore(vault, body, caller.token());
    }
}
