package io.mltwin.keyvault.vaults;

import static io.mltwin.armweb.ArmErrors.otherLocation;
import static io.mltwin.armweb.ArmErrors.resourceNotFound;
import static io.mltwin.keyvault.vaults.VaultErrors.alreadyExists;
import static io.mltwin.keyvault.vaults.VaultErrors.badPropertyIf;
import static io.mltwin.keyvault.vaults.VaultErrors.deletedVaultNotFound;
import static io.mltwin.keyvault.vaults.VaultErrors.existsDeleted;
import static io.mltwin.keyvault.vaults.VaultErrors.purgeProtected;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.keyvault.vaults.VaultBody.AccessPoliciesBody;
import io.mltwin.keyvault.vaults.VaultBody.NameAnswer;
import io.mltwin.keyvault.vaults.VaultBody.Properties;
import io.mltwin.platform.Addresses;
import io.mltwin.resourceprovider.JsonColumn;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.resourceprovider.TrackedResource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
    private final Addresses addresses;
    private final Event<VaultOperation> asked;
    private final Clock clock;

    VaultService(VaultRepository repository, Addresses addresses, Event<VaultOperation> asked, Clock clock) {
        this.repository = repository;
        this.addresses = addresses;
        this.asked = asked;
        this.clock = clock;
    }

    @Transactional
    Outcome put(ArmCall call, VaultBody body, VaultDataKeys.NewKey key) {
        ArmResourceId id = call.id();
        VaultName name = lock(id);
        if (VaultValidator.isRecovery(body)) {
            return recover(id, name);
        }
        VaultEntity present = own(id, name);
        return present == null ? Outcome.created(create(id, name, body, key)) : Outcome.ok(replace(present, body));
    }

    /** Returns the active vault of this id, or null. */
    private VaultEntity own(ArmResourceId id, VaultName name) {
        VaultEntity present = repository.byName(name.key());
        if (present == null) {
            return null;
        }
        if (present.isDeleted()) {
            throw present.armKey.equals(id.key()) ? existsDeleted(name) : alreadyExists(name);
        }
        if (!present.armKey.equals(id.key())) {
            throw alreadyExists(name);
        }
        return present;
    }

    private VaultBody create(ArmResourceId id, VaultName name, VaultBody body, VaultDataKeys.NewKey key) {
        VaultEntity entity = new VaultEntity();
        entity.id = key.vaultId();
        entity.name = name.text();
        entity.nameKey = name.key();
        entity.armId = id.toString();
        entity.armKey = id.key();
        entity.subscriptionId = AsciiCase.lower(id.subscriptionId());
        entity.resourceGroupKey = AsciiCase.lower(id.resourceGroup());
        entity.location = location(body);
        entity.retentionDays = orElse(body.properties().softDeleteRetentionInDays(), DEFAULT_RETENTION_DAYS);
        entity.wrappedDataKey = key.wrapped();
        entity.createdAt = clock.instant();
        write(entity, body);
        repository.persist(entity);
        return VaultMapper.body(entity, addresses);
    }

    private VaultBody replace(VaultEntity entity, VaultBody body) {
        if (!entity.location.equals(location(body))) {
            throw otherLocation(ArmResourceId.parse(entity.armId), entity.location, location(body));
        }
        checkFixed(entity, body.properties());
        write(entity, body);
        return VaultMapper.body(entity, addresses);
    }

    /** Writes everything that a PUT replaces. */
    private static void write(VaultEntity entity, VaultBody body) {
        Properties given = body.properties();
        entity.tenantId = AsciiCase.lower(given.tenantId());
        entity.sku = AsciiCase.lower(given.sku().name());
        entity.rbac = orElse(given.enableRbacAuthorization(), false);
        entity.accessPolicies = JsonColumn.write(orElse(given.accessPolicies(), List.of()));
        entity.enabledForDeployment = orElse(given.enabledForDeployment(), false);
        entity.enabledForDiskEncryption = orElse(given.enabledForDiskEncryption(), false);
        entity.enabledForTemplateDeployment = orElse(given.enabledForTemplateDeployment(), false);
        entity.purgeProtection = entity.purgeProtection || orElse(given.enablePurgeProtection(), false);
        entity.networkAcls = network(given);
        entity.publicNetworkAccess = publicAccess(given, "Enabled");
        entity.tags = JsonColumn.write(orElse(body.tags(), Map.of()));
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

    private Outcome recover(ArmResourceId id, VaultName name) {
        VaultEntity entity = repository.byName(name.key());
        if (entity == null || !entity.armKey.equals(id.key())) {
            throw deletedVaultNotFound(name.text());
        }
        tells("VaultRecover").accept(entity);
        boolean wasDeleted = entity.isDeleted();
        entity.deletedAt = null;
        entity.scheduledPurgeAt = null;
        return Outcome.saved(wasDeleted, VaultMapper.body(entity, addresses));
    }

    @Transactional
    Outcome patch(ArmCall call, VaultBody body) {
        lock(call.id());
        VaultEntity entity = require(call.id());
        if (body.tags() != null) {
            entity.tags = JsonColumn.write(body.tags());
        }
        if (body.properties() != null) {
            checkFixed(entity, body.properties());
            merge(entity, body.properties());
        }
        return Outcome.ok(VaultMapper.body(entity, addresses));
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
            entity.networkAcls = network(given);
        }
        entity.publicNetworkAccess = publicAccess(given, entity.publicNetworkAccess);
    }

    private static String network(Properties given) {
        return given.networkAcls() == null
                ? null
                : JsonColumn.write(NetworkRuleValidator.complete(given.networkAcls()));
    }

    private static String publicAccess(Properties given, String otherwise) {
        if (given.publicNetworkAccess() == null) {
            return otherwise;
        }
        return AsciiCase.equal(given.publicNetworkAccess(), "Disabled") ? "Disabled" : "Enabled";
    }

    /** Adds, replaces or removes access policies. */
    @Transactional
    Outcome changePolicies(ArmCall call, AccessPoliciesBody body) {
        ArmResourceId id = call.id().parent();
        lock(id);
        VaultEntity entity = require(id);
        entity.accessPolicies =
                JsonColumn.write(AccessPolicyOperation.of(call.id().name())
                        .apply(VaultMapper.policies(entity), body.properties().accessPolicies()));
        return Outcome.ok(VaultMapper.policiesBody(entity));
    }

    @Transactional
    VaultBody get(ArmResourceId id) {
        return VaultMapper.body(require(id), addresses);
    }

    @Transactional
    List<VaultBody> list(String subscriptionId, String resourceGroup) {
        return repository.activeIn(subscriptionId, resourceGroup).stream()
                .peek(tells("VaultList"))
                .map(entity -> VaultMapper.body(entity, addresses))
                .toList();
    }

    /** Soft-deletes a vault. */
    @Transactional
    Outcome delete(ArmCall call) {
        lock(call.id());
        VaultEntity entity = repository.active(call.id().key());
        if (entity != null) {
            entity.deletedAt = clock.instant();
            entity.scheduledPurgeAt = entity.deletedAt.plus(Duration.ofDays(entity.retentionDays));
        }
        return Outcome.deleted(entity != null);
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
    @Transactional
    Outcome purge(ArmCall call) {
        VaultEntity entity = requireDeleted(DeletedVaultId.of(call.id()), "VaultPurge");
        if (entity.purgeProtection) {
            throw purgeProtected(entity.name);
        }
        repository.delete(entity);
        return Outcome.ok(null);
    }

    @Transactional
    Outcome checkName(String name) {
        if (!VaultName.isValid(name)) {
            return answer("AccountNameInvalid", "The vault name '" + name + "' is invalid: " + VaultName.REASON);
        }
        VaultName valid = VaultName.of(name);
        repository.purgeExpired(clock.instant());
        return repository.byName(valid.key()) == null
                ? Outcome.ok(new NameAnswer(true, null, null))
                : answer("AlreadyExists", alreadyExists(valid).getMessage());
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

    private Consumer<VaultEntity> tells(String operation) {
        return entity -> asked.fire(new VaultOperation(entity.armId, operation));
    }

    private VaultEntity require(ArmResourceId id) {
        VaultEntity entity = repository.active(id.key());
        if (entity == null) {
            throw resourceNotFound(id);
        }
        return entity;
    }

    /** Locks a vault's name until the transaction ends. */
    private VaultName lock(ArmResourceId id) {
        VaultName name = VaultName.of(id.name());
        repository.lock(name);
        repository.purgeExpired(clock.instant());
        return name;
    }

    private static String location(VaultBody body) {
        return TrackedResource.location(body.location());
    }

    private static <T> T orElse(T given, T otherwise) {
        return given == null ? otherwise : given;
    }
}
