package io.mltwin.keyvault.secrets;

import io.mltwin.keyvault.objects.ObjectName;
import io.mltwin.keyvault.objects.backup.BackupBody;
import io.mltwin.keyvault.objects.paging.Page;
import io.mltwin.keyvault.objects.paging.PageRequest;
import io.mltwin.keyvault.secrets.SecretBody.Deleted;
import io.mltwin.platform.http.EventLoopOrWorker;
import io.mltwin.tokencheck.CallerContext;
import io.mltwin.tokencheck.VerifiedToken;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.concurrent.CompletionStage;
import org.jboss.resteasy.reactive.RestPath;

/**
 * Key Vault's {@code /secrets}; the latest version has an empty version segment, {@code
 * /secrets/name/}.
 */
@Path("/vault/{vault}/secrets")
public class SecretResource {

    private final SecretService service;
    private final DeletedSecretService deleted;
    private final SecretBackupService backups;
    private final CallerContext caller;

    SecretResource(
            SecretService service, DeletedSecretService deleted, SecretBackupService backups, CallerContext caller) {
        this.service = service;
        this.deleted = deleted;
        this.backups = backups;
        this.caller = caller;
    }

    @PUT
    @Path("{name}")
    public SecretBody set(@RestPath String vault, @RestPath String name, SecretBody body) {
        return service.set(vault, ObjectName.of(name), body, caller.token());
    }

    @GET
    @Path("{name}")
    public CompletionStage<SecretBody> latest(@RestPath String vault, @RestPath String name) {
        return get(vault, ObjectName.of(name), "");
    }

    @GET
    @Path("{name}/{version}")
    public CompletionStage<SecretBody> version(
            @RestPath String vault, @RestPath String name, @RestPath String version) {
        return get(vault, ObjectName.of(name), version);
    }

    private CompletionStage<SecretBody> get(String vault, ObjectName name, String version) {
        VerifiedToken token = caller.token();
        return EventLoopOrWorker.run(() -> service.get(vault, name, version, token));
    }

    @PATCH
    @Path("{name}")
    public SecretBody updateLatest(@RestPath String vault, @RestPath String name, SecretBody body) {
        return service.update(vault, ObjectName.of(name), "", body, caller.token());
    }

    @PATCH
    @Path("{name}/{version}")
    public SecretBody update(@RestPath String vault, @RestPath String name, @RestPath String version, SecretBody body) {
        return service.update(vault, ObjectName.of(name), version, body, caller.token());
    }

    @DELETE
    @Path("{name}")
    public Deleted delete(@RestPath String vault, @RestPath String name) {
        return deleted.delete(vault, ObjectName.of(name), caller.token());
    }

    @GET
    public Page<SecretBody> list(@RestPath String vault) {
        return service.list(vault, PageRequest.of(caller), caller.token());
    }

    @GET
    @Path("{name}/versions")
    public Page<SecretBody> versions(@RestPath String vault, @RestPath String name) {
        return service.listVersions(vault, ObjectName.of(name), PageRequest.of(caller), caller.token());
    }

    @POST
    @Path("{name}/backup")
    public BackupBody backup(@RestPath String vault, @RestPath String name) {
        return backups.backup(vault, ObjectName.of(name), caller.token());
    }

    @POST
    @Path("restore")
    public SecretBody restore(@RestPath String vault, BackupBody body) {
        return backups.restore(vault, body, caller.token());
    }
}
