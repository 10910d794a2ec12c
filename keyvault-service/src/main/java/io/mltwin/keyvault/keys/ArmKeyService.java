package io.mltwin.keyvault.keys;

import static io.mltwin.armweb.ArmErrors.resourceNotFound;
import static io.mltwin.keyvault.objects.ObjectErrors.badParameterIf;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.keyvault.keys.KeyVersionEntity.KeyVersionRepository;
import io.mltwin.keyvault.objects.ArmAttributes;
import io.mltwin.keyvault.objects.ObjectName;
import io.mltwin.keyvault.objects.Tags;
import io.mltwin.keyvault.objects.paging.PageRequest;
import io.mltwin.keyvault.permissions.VaultAuthorizer.OpenedVault;
import io.mltwin.resourceprovider.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;

/** Reads and makes keys for Azure Resource Manager, which has checked the permission already. */
@ApplicationScoped
class ArmKeyService {

    /** {@code Microsoft.KeyVault/vaults/keys} on the wire. */
    record ArmKeyBody(
            String id, String name, String type, String location, Map<String, String> tags, Properties properties) {

        /** {@code properties} of a key: its shape, never the pair. */
        record Properties(
                ArmAttributes attributes,
                String kty,
                List<String> keyOps,
                Integer keySize,
                String curveName,
                String keyUri,
                String keyUriWithVersion) {}
    }

    static final String TYPE = "Microsoft.KeyVault/vaults/keys";

    private final KeyService service;
    private final KeyRepository keys;
    private final KeyVersionRepository versions;

    ArmKeyService(KeyService service, KeyRepository keys, KeyVersionRepository versions) {
        this.service = service;
        this.keys = keys;
        this.versions = versions;
    }

    /** Makes a key unless it exists. */
    @Transactional
    Outcome put(ArmCall call, ArmKeyBody body, OpenedVault in) {
        ObjectName name = ObjectName.of(call.id().name());
        badParameterIf(body.properties() == null, "The property 'properties' is required.");
        ArmKeyBody.Properties wanted = body.properties();
        KeyEntity present = keys.byName(in.vault(), name);
        if (present != null && !present.isDeleted()) {
            return Outcome.ok(shown(in, versions.latest(present), TYPE));
        }
        ArmAttributes attributes = wanted.attributes();
        KeyVersionEntity entity = service.createInTransaction(
                in.vault(),
                name,
                new KeyBody.Create(
                        wanted.kty(),
                        wanted.keySize(),
                        null,
                        wanted.curveName(),
                        wanted.keyOps(),
                        attributes == null ? null : attributes.toAttributes(),
                        body.tags(),
                        null));
        return Outcome.ok(shown(in, entity, TYPE));
    }

    @Transactional
    ArmKeyBody get(ArmResourceId id, String version, OpenedVault in) {
        ObjectName name = ObjectName.of(id.name());
        KeyEntity key = keys.byName(in.vault(), name);
        if (key == null || key.isDeleted()) {
            throw resourceNotFound(id);
        }
        return shown(in, versions.require(key, version), version.isEmpty() ? TYPE : TYPE + "/versions");
    }

    @Transactional
    List<ArmKeyBody> list(OpenedVault in) {
        return versions.latestAfter(keys, in.vault(), "", PageRequest.MOST).stream()
                .map(entity -> shown(in, entity, TYPE))
                .toList();
    }

    @Transactional
    List<ArmKeyBody> versions(ArmResourceId keyId, OpenedVault in) {
        KeyEntity key = keys.requireActive(in.vault(), ObjectName.of(keyId.name()));
        return versions.all(key).stream()
                .map(entity -> shown(in, entity, TYPE + "/versions"))
                .toList();
    }

    private static ArmKeyBody shown(OpenedVault in, KeyVersionEntity entity, String type) {
        boolean isVersion = !type.equals(TYPE);
        return new ArmKeyBody(
                in.vault().armId() + "/keys/" + entity.owner.name + (isVersion ? "/versions/" + entity.version : ""),
                isVersion ? entity.version : entity.owner.name,
                type,
                in.vault().location(),
                Tags.read(entity.tags),
                new ArmKeyBody.Properties(
                        ArmAttributes.of(entity),
                        entity.kty,
                        Tags.readWords(entity.operations),
                        entity.size,
                        entity.curve,
                        KeyMapper.item(entity, in).kid(),
                        KeyMapper.kid(entity, in)));
    }
}
