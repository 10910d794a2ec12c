package io.mltwin.keyvault.secrets;

import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.keyvault.objects.ArmObject.ArmAttributes;
import io.mltwin.keyvault.objects.ObjectErrors;
import io.mltwin.keyvault.objects.ObjectName;
import io.mltwin.keyvault.objects.PageRequest;
import io.mltwin.keyvault.objects.Tags;
import io.mltwin.keyvault.permissions.VaultDoor;
import io.mltwin.keyvault.permissions.VaultDoor.Opened;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/** Secrets of a vault for Azure Resource Manager, which has asked for permission already. */
@ApplicationScoped
class ArmSecretService {

    static final String TYPE = "Microsoft.KeyVault/vaults/secrets";

    private final VaultDoor door;
    private final SecretService service;
    private final SecretRepository secrets;
    private final SecretVersionRepository versions;

    ArmSecretService(
            VaultDoor door,
            SecretService service,
            SecretRepository secrets,
            SecretVersionRepository versions) {
        this.door = door;
        this.service = service;
        this.secrets = secrets;
        this.versions = versions;
    }

    /** A secret after a PUT, and whether the PUT made it. */
    record Put(ArmSecretBody body, boolean created) {}

    /** A new version each time, as in Azure. */
    @Transactional
    public Put put(ArmResourceId id, ObjectName name, ArmSecretBody body) {
        Opened in = door.forArm(id.parent());
        if (body.properties() == null) {
            throw ObjectErrors.badParameter("The property 'properties' is required.");
        }
        ArmAttributes attributes = body.properties().attributes();
        boolean created = secrets.byName(in.vault(), name) == null;
        SecretVersionEntity entity =
                service.add(
                        in.vault(),
                        name,
                        new SecretBody(
                                body.properties().value(),
                                null,
                                body.properties().contentType(),
                                attributes == null ? null : attributes.given(),
                                body.tags(),
                                null,
                                null));
        return new Put(shown(in, entity), created);
    }

    @Transactional
    public ArmSecretBody get(ArmResourceId id, ObjectName name) {
        Opened in = door.forArm(id.parent());
        SecretEntity secret = secrets.byName(in.vault(), name);
        if (secret == null || secret.isDeleted()) {
            throw ArmErrors.resourceNotFound(id);
        }
        return shown(in, versions.latest(secret));
    }

    @Transactional
    public List<ArmSecretBody> list(ArmResourceId vaultId) {
        Opened in = door.forArm(vaultId);
        return versions.latestAfter(in.vault(), "", PageRequest.MOST).stream()
                .map(entity -> shown(in, entity))
                .toList();
    }

    private static ArmSecretBody shown(Opened in, SecretVersionEntity entity) {
        return new ArmSecretBody(
                in.vault().armId() + "/secrets/" + entity.owner.name,
                entity.owner.name,
                TYPE,
                in.vault().location(),
                Tags.read(entity.tags),
                new ArmSecretBody.Properties(
                        null,
                        entity.contentType,
                        ArmAttributes.of(entity),
                        SecretMapper.item(entity, in).id(),
                        SecretMapper.version(entity, null, in).id()));
    }
}
