package io.mltwin.keyvault.vaults;

import static io.mltwin.keyvault.vaults.VaultErrors.alreadyExists;
import static io.mltwin.keyvault.vaults.VaultErrors.badPropertyIf;
import static io.mltwin.keyvault.vaults.VaultErrors.deletedVaultNotFound;
import static io.mltwin.keyvault.vaults.VaultErrors.purgeProtected;

import io.mltwin.armweb.ArmCall;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.keyvault.vaults.VaultBody.AccessPoliciesBody;
import io.mltwin.keyvault.vaults.VaultBody.NameAnswer;
import io.mltwin.keyvault.vaults.VaultBody.Properties;
import io.mltwin.resourceprovider.JsonColumn;
import io.mltwin.resourceprovider.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Creates, replaces, changes, soft-deletes and recovers vaults for Azure Resource Manager, which
 * has checked the permission already. As in Azure a PUT merges nothing: access policies that it
 * does not name are gone.
 */
@ApplicationScoped
public class VaultService {

    private static final int DEFAULT_RETENTION_DAYS = 90;

    private final VaultRepository repository;
    private final Event<VaultOperation> asked;
    private final Clock clock;

    VaultService(VaultRepository repository, Event<VaultOperation> asked, Clock clock) {
        this.repository = repository;
        this.asked = asked;
        this.clock = clock;
    }

    /** Changes a vault as a PUT or PATCH says; a PUT begins from Azure's defaults. */
    void change(ArmCall call, VaultEntity entity, VaultBody body, VaultDataKeys.NewKey key) {
        Properties given = body.properties();
        if (entity.isNew()) {
            entity.uid = key.vaultId();
            entity.retentionDays = orElse(given.softDeleteRetentionInDays(), DEFAULT_RETENTION_DAYS);
            entity.wrappedDataKey = key.wrapped();
        }
        if (call.isPut()) {
            entity.rbac = false;
            entity.accessPolicies = "[]";
            entity.enabledForDeployment = false;
            entity.enabledForDiskEncryption = false;
            entity.enabledForTemplateDeployment = false;
            entity.networkAcls = null;
            entity.publicNetworkAccess = "Enabled";
        }
        if (given != null) {
            checkFixed(entity, given);
            merge(entity, given);
        }
    }

    /** Refuses to change what is fixed once it is set. */
    private static void checkFixed(VaultEntity entity, Properties given) {
        badPropertyIf(
                entity.purgeProtection && Boolean.FALSE.equals(given.enablePurgeProtection()),
                "enablePurgeProtection",
                "it cannot be set to false: enabling purge protection is irreversible.");
        Integer days = given.softDeleteRetentionInDays();
        badPropertyIf(
                days != null && days != entity.retentionDays,
                "softDeleteRetentionInDays",
                "it has been set already and cannot be modified.");
    }

    /** Recovers a deleted vault; it is new where it was deleted. */
    VaultEntity recover(ArmCall call) {
        repository.purgeExpired(clock.instant());
        VaultEntity entity = repository.findById(call.id().key());
        if (entity == null) {
            throw deletedVaultNotFound(call.id().name());
        }
        tells("VaultRecover").accept(entity);
        if (entity.isDeleted()) {
            entity.recovered();
        }
        entity.deletedAt = null;
        entity.scheduledPurgeAt = null;
        return entity;
    }

    private static void merge(VaultEntity entity, Properties given) {
        entity.tenantId = given.tenantId() == null ? entity.tenantId : AsciiCase.lower(given.tenantId());
        entity.sku =
                given.sku() == null ? entity.sku : AsciiCase.lower(given.sku().name());
        entity.rbac = orElse(given.enableRbacAuthorization(), entity.rbac);
        if (given.accessPolicies() != null) {
            entity.accessPolicies = JsonColumn.write(given.accessPolicies());
        }
        entity.enabledForDeployment = orElse(given.enabledForDeployment(), entity.enabledForDeployment);
        entity.enabledForDiskEncryption = orElse(given.enabledForDiskEncryption(), entity.enabledForDiskEncryption);
        entity.enabledForTemplateDeployment =
                orElse(given.enabledForTemplateDeployment(), entity.enabledForTemplateDeployment);
        entity.purgeProtection = entity.purgeProtection || orElse(given.enablePurgeProtection(), false);
        if (given.networkAcls() != null) {
            entity.networkAcls = JsonColumn.write(NetworkRuleValidator.complete(given.networkAcls()));
        }
        if (given.publicNetworkAccess() != null) {
            entity.publicNetworkAccess =
                    AsciiCase.equal(given.publicNetworkAccess(), "Disabled") ? "Disabled" : "Enabled";
        }
    }

    /** Adds, replaces or removes access policies. */
    Outcome changePolicies(ArmCall call, AccessPoliciesBody body) {
        VaultEntity entity = repository.requireLocked(call.id().parent());
        entity.accessPolicies =
                JsonColumn.write(AccessPolicyOperation.of(call.id().name())
                        .apply(VaultMapper.policies(entity), body.properties().accessPolicies()));
        return Outcome.ok(VaultMapper.policiesBody(entity));
    }

    /** Soft-deletes a vault. */
    void delete(VaultEntity entity) {
        entity.deletedAt = clock.instant();
        entity.scheduledPurgeAt = entity.deletedAt.plus(Duration.ofDays(entity.retentionDays));
    }

    @Transactional
    List<VaultBody.Deleted> listDeleted(String subscriptionId) {
        repository.purgeExpired(clock.instant());
        return repository.deletedIn(subscriptionId).stream()
                .peek(tells("VaultListDeleted"))
                .map(VaultMapper::deleted)
                .toList();
    }

    @Transactional
    VaultBody.Deleted getDeleted(DeletedVaultId id) {
        return VaultMapper.deleted(requireDeleted(id, "VaultGetDeleted"));
    }

    /** Purges a deleted vault with everything in it. */
    Outcome purge(ArmCall call) {
        VaultEntity entity = requireDeleted(DeletedVaultId.of(call.id()), "VaultPurge");
        if (entity.purgeProtection) {
            throw purgeProtected(entity.name);
        }
        repository.delete(entity);
        return Outcome.ok(null);
    }

    Outcome checkName(String name) {
        if (!VaultName.isValid(name)) {
            return answer("AccountNameInvalid", "The vault name '" + name + "' is invalid: " + VaultName.REASON);
        }
        repository.purgeExpired(clock.instant());
        return repository.byName(AsciiCase.lower(name)) == null
                ? Outcome.ok(new NameAnswer(true, null, null))
                : answer("AlreadyExists", alreadyExists(name).getMessage());
    }

    private static Outcome answer(String reason, String message) {
        return Outcome.ok(new NameAnswer(false, reason, message));
    }

    private VaultEntity requireDeleted(DeletedVaultId id, String operation) {
        repository.purgeExpired(clock.instant());
        VaultEntity entity = repository.byName(AsciiCase.lower(id.name()));
        if (entity == null
                || !entity.isDeleted()
                || !AsciiCase.equal(entity.subscriptionId, id.subscriptionId())
                || !entity.location.equals(id.location())) {
            throw deletedVaultNotFound(id.name());
        }
        tells(operation).accept(entity);
        return entity;
    }

    /** Notes an operation on a vault for the audit. */
    Consumer<VaultEntity> tells(String operation) {
        return entity -> asked.fire(new VaultOperation(entity.id, operation));
    }

    private static <T> T orElse(T given, T otherwise) {
        return given == null ? otherwise : given;
    }
}
