package io.mltwin.keyvault.secrets;

import static io.mltwin.armweb.ArmErrors.resourceNotFound;
import static io.mltwin.keyvault.objects.ObjectErrors.badParameterIf;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.keyvault.objects.ArmAttributes;
import io.mltwin.keyvault.objects.ObjectName;
import io.mltwin.keyvault.objects.Tags;
import io.mltwin.keyvault.objects.paging.PageRequest;
import io.mltwin.keyvault.permissions.VaultAuthorizer.OpenedVault;
import io.mltwin.keyvault.secrets.SecretVersionEntity.SecretVersionRepository;
import io.mltwin.resourceprovider.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/**
 * Reads and writes secrets for Azure Resource Manager, which has checked the permission already.
 */
@ApplicationScoped
class ArmSecretService {

    static final String TYPE = "Microsoft.KeyVault/vaults/secrets";

    private final SecretService service;
    private final SecretRepository secrets;
    private final SecretVersionRepository versions;

    ArmSecretService(SecretService service, SecretRepository secrets, SecretVersionRepository versions) {
        this.service = service;
        this.secrets = secrets;
        this.versions = versions;
    }

    /** Makes a new version each time, as in Azure. */
    @Transactional
    Outcome put(ArmCall call, ArmSecretBody body, OpenedVault in) {
        ObjectName name = ObjectName.of(call.id().name());
        badParameterIf(body.properties() == null, "The property 'properties' is required.");
        boolean created = secrets.byName(in.vault(), name) == null;
        SecretVersionEntity entity = service.addInTransaction(in.vault(), name, given(body));
        return Outcome.saved(created, shown(in, entity));
    }

    /** Changes the latest version; with a value it makes a new one, as a PUT does. */
    @Transactional
    Outcome patch(ArmCall call, ArmSecretBody body, OpenedVault in) {
        ObjectName name = ObjectName.of(call.id().name());
        SecretVersionEntity latest = latest(in, call.id(), name);
        secrets.requireUnmanaged(latest.owner, name);
        SecretBody given = given(body);
        if (given.value() != null) {
            return Outcome.ok(shown(in, service.addInTransaction(in.vault(), name, given)));
        }
        service.change(latest, given);
        return Outcome.ok(shown(in, latest));
    }

    private static SecretBody given(ArmSecretBody body) {
        ArmSecretBody.Properties properties = body.properties() == null
                ? new ArmSecretBody.Properties(null, null, null, null, null)
                : body.properties();
        ArmAttributes attributes = properties.attributes();
        return new SecretBody(
                properties.value(),
                null,
                properties.contentType(),
                attributes == null ? null : attributes.toAttributes(),
                body.tags(),
                null,
                null);
    }

    @Transactional
    ArmSecretBody get(ArmResourceId id, OpenedVault in) {
        ObjectName name = ObjectName.of(id.name());
        return shown(in, latest(in, id, name));
    }

    private SecretVersionEntity latest(OpenedVault in, ArmResourceId id, ObjectName name) {
        SecretEntity secret = secrets.byName(in.vault(), name);
        if (secret == null || secret.isDeleted()) {
            throw resourceNotFound(id);
        }
        return versions.latest(secret);
    }

    @Transactional
    List<ArmSecretBody> list(OpenedVault in) {
        return versions.latestAfter(secrets, in.vault(), "", PageRequest.MOST).stream()
                .map(entity -> shown(in, entity))
                .toList();
    }

    private static ArmSecretBody shown(OpenedVault in, SecretVersionEntity entity) {
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
