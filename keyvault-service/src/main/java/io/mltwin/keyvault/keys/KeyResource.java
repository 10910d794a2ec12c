package io.mltwin.keyvault.keys;

import static io.mltwin.armweb.AzureException.notBuilt;

import io.mltwin.keyvault.keys.CryptoService.Target;
import io.mltwin.keyvault.keys.rotation.RotationPolicyBody;
import io.mltwin.keyvault.objects.ObjectName;
import io.mltwin.keyvault.objects.backup.BackupBody;
import io.mltwin.keyvault.objects.paging.Page;
import io.mltwin.keyvault.objects.paging.PageRequest;
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
 * Key Vault's {@code /keys}; the latest version has an empty version segment, {@code /keys/name/}.
 */
@Path("/vault/{vault}/keys")
public class KeyResource {

    private static final String OPERATION = "{operation: encrypt|decrypt|wrapkey|unwrapkey|sign|verify}";

    private final KeyService service;
    private final CryptoService crypto;
    private final DeletedKeyService deleted;
    private final KeyRotationService rotation;
    private final KeyBackupService backups;
    private final CallerContext caller;

    KeyResource(
            KeyService service,
            CryptoService crypto,
            DeletedKeyService deleted,
            KeyRotationService rotation,
            KeyBackupService backups,
            CallerContext caller) {
        this.service = service;
        this.crypto = crypto;
        this.deleted = deleted;
        this.rotation = rotation;
        this.backups = backups;
        this.caller = caller;
    }

    @GET
    public Page<KeyBody.Item> list(@RestPath String vault) {
        return service.list(vault, PageRequest.of(caller), caller.token());
    }

    @POST
    @Path("restore")
    public KeyBody restore(@RestPath String vault, BackupBody body) {
        return backups.restore(vault, body, caller.token());
    }

    @POST
    @Path("{name}/create")
    public KeyBody create(@RestPath String vault, @RestPath String name, KeyBody.Create body) {
        return service.create(vault, ObjectName.of(name), body, caller.token());
    }

    @PUT
    @Path("{name}")
    public KeyBody importVersion(@RestPath String vault, @RestPath String name, KeyBody.Import body) {
        return service.importVersion(vault, ObjectName.of(name), body, caller.token());
    }

    @GET
    @Path("{name}")
    public KeyBody latest(@RestPath String vault, @RestPath String name) {
        return service.get(vault, ObjectName.of(name), "", caller.token());
    }

    @GET
    @Path("{name}/{version}")
    public KeyBody version(@RestPath String vault, @RestPath String name, @RestPath String version) {
        return service.get(vault, ObjectName.of(name), version, caller.token());
    }

    @GET
    @Path("{name}/versions")
    public Page<KeyBody.Item> versions(@RestPath String vault, @RestPath String name) {
        return service.listVersions(vault, ObjectName.of(name), PageRequest.of(caller), caller.token());
    }

    @PATCH
    @Path("{name}")
    public KeyBody updateLatest(@RestPath String vault, @RestPath String name, KeyBody.Update body) {
        return service.update(vault, ObjectName.of(name), "", body, caller.token());
    }

    @PATCH
    @Path("{name}/{version}")
    public KeyBody update(
            @RestPath String vault, @RestPath String name, @RestPath String version, KeyBody.Update body) {
        return service.update(vault, ObjectName.of(name), version, body, caller.token());
    }

    @DELETE
    @Path("{name}")
    public KeyBody.Deleted delete(@RestPath String vault, @RestPath String name) {
        return deleted.delete(vault, ObjectName.of(name), caller.token());
    }

    @POST
    @Path("{name}/backup")
    public BackupBody backup(@RestPath String vault, @RestPath String name) {
        return backups.backup(vault, ObjectName.of(name), caller.token());
    }

    @POST
    @Path("{name}/rotate")
    public KeyBody rotate(@RestPath String vault, @RestPath String name) {
        return rotation.rotate(vault, ObjectName.of(name), caller.token());
    }

    @GET
    @Path("{name}/rotationpolicy")
    public RotationPolicyBody rotationPolicy(@RestPath String vault, @RestPath String name) {
        return rotation.policy(vault, ObjectName.of(name), caller.token());
    }

    @PUT
    @Path("{name}/rotationpolicy")
    public RotationPolicyBody setRotationPolicy(
            @RestPath String vault, @RestPath String name, RotationPolicyBody body) {
        return rotation.setPolicy(vault, ObjectName.of(name), body, caller.token());
    }

    @POST
    @Path("{name}/{version}/" + OPERATION)
    public CompletionStage<CryptoBody.Outcome> perform(
            @RestPath String vault,
            @RestPath String name,
            @RestPath String version,
            @RestPath String operation,
            CryptoBody body) {
        Target target = new Target(vault, ObjectName.of(name), version);
        KeyOperation known = KeyOperation.ofPath(operation);
        VerifiedToken token = caller.token();
        return EventLoopOrWorker.run(() -> crypto.perform(target, known, body, token));
    }

    /** Serves clients that know no version. */
    @POST
    @Path("{name}/" + OPERATION)
    public CompletionStage<CryptoBody.Outcome> performWithLatest(
            @RestPath String vault, @RestPath String name, @RestPath String operation, CryptoBody body) {
        return perform(vault, name, "", operation, body);
    }

    @POST
    @Path("{name}/{version}/release")
    public KeyBody release() {
        throw notBuilt("Secure key release");
    }

    @POST
    @Path("{name}/release")
    public KeyBody releaseLatest() {
        return release();
    }
}
