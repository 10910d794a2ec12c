package io.mltwin.keyvault.vaults;

import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.keyvault.vaults.VaultBody.AccessPoliciesBody;
import io.mltwin.keyvault.vaults.VaultBody.NameAnswer;
import io.mltwin.keyvault.vaults.VaultBody.Properties;
import io.mltwin.platform.Addresses;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Vaults in Azure Resource Manager: create, replace, change, soft-delete and recover. ARM has asked
 * for permission already. As in Azure a PUT merges nothing: access policies that it does not name
 * are gone.
 */
@ApplicationScoped
public class VaultService {

    private static final int DEFAULT_RETENTION_DAYS = 90;

    private final VaultRepository repository;
    private final VaultDirectory directory;
    private final VaultKeys keys;
    private final Addresses addresses;
    private final Event<VaultAsked> asked;
    private final Clock clock;

    VaultService(
            VaultRepository repository,
            VaultDirectory directory,
            VaultKeys keys,
            Addresses addresses,
            Event<VaultAsked> asked,
            Clock clock) {
        this.repository = repository;
        this.directory = directory;
        this.keys = keys;
        this.addresses = addresses;
        this.asked = asked;
        this.clock = clock;
    }

    /** A vault after a PUT, and whether the PUT made it. */
    record Put(VaultBody body, boolean created) {}

    Put put(ArmResourceId id, VaultBody body) {
        VaultName name = VaultName.of(id.name());
        Properties properties = body.properties();
        if (properties != null && AsciiCase.equal("recover", properties.createMode())) {
            return change(name, () -> recover(id, name));
        }
        VaultRules.checkPut(body);
        return change(
                name,
                () -> {
                    VaultEntity present = own(id, name);
                    if (present != null) {
                        return new Put(replace(present, body), false);
                    }
                    return new Put(create(id, name, body), true);
                });
    }

    /** The active vault of this id or null. */
    private VaultEntity own(ArmResourceId id, VaultName name) {
        VaultEntity present = repository.byName(name.key());
        if (present == null) {
            return null;
        }
        if (present.isDeleted()) {
            throw present.armKey.equals(id.key())
                    ? VaultErrors.existsDeleted(name)
                    : VaultErrors.alreadyExists(name);
        }
        if (!present.armKey.equals(id.key())) {
            throw VaultErrors.alreadyExists(name);
        }
        return present;
    }

    private VaultBody create(ArmResourceId id, VaultName name, VaultBody body) {
        VaultEntity entity = new VaultEntity();
        entity.id = UUID.randomUUID();
        entity.name = name.text();
        entity.nameKey = name.key();
        entity.armId = id.toString();
        entity.armKey = id.key();
        entity.subscriptionId = AsciiCase.lower(id.subscriptionId());
        entity.resourceGroupKey = AsciiCase.lower(id.resourceGroup());
        entity.location = location(body);
        entity.retentionDays =
                orElse(body.properties().softDeleteRetentionInDays(), DEFAULT_RETENTION_DAYS);
        entity.wrappedDataKey = keys.generate(entity.id);
        entity.createdAt = clock.instant();
        write(entity, body);
        repository.persist(entity);
        return VaultMapper.body(entity, addresses);
    }

    private VaultBody replace(VaultEntity entity, VaultBody body) {
        if (!entity.location.equals(location(body))) {
            throw ArmErrors.otherLocation(
                    ArmResourceId.parse(entity.armId), entity.location, location(body));
        }
        checkFixed(entity, body.properties());
        write(entity, body);
        return VaultMapper.body(entity, addresses);
    }

    /** Everything that a PUT replaces. */
    private static void write(VaultEntity entity, VaultBody body) {
        Properties given = body.properties();
        entity.tenantId = AsciiCase.lower(given.tenantId());
        entity.sku = AsciiCase.lower(given.sku().name());
        entity.rbac = orElse(given.enableRbacAuthorization(), false);
        entity.accessPolicies = VaultMapper.write(orElse(given.accessPolicies(), List.of()));
        entity.enabledForDeployment = orElse(given.enabledForDeployment(), false);
        entity.enabledForDiskEncryption = orElse(given.enabledForDiskEncryption(), false);
        entity.enabledForTemplateDeployment = orElse(given.enabledForTemplateDeployment(), false);
        entity.purgeProtection =
                entity.purgeProtection || orElse(given.enablePurgeProtection(), false);
        entity.networkAcls = network(given);
        entity.publicNetworkAccess = publicAccess(given, "Enabled");
        entity.tags = VaultMapper.write(orElse(body.tags(), Map.of()));
    }

    /** What cannot be changed once it is set. */
    private static void checkFixed(VaultEntity entity, Properties given) {
        if (entity.purgeProtection && Boolean.FALSE.equals(given.enablePurgeProtection())) {
            throw VaultErrors.badProperty(
                    "enablePurgeProtection",
                    "it cannot be set to false: enabling purge protection is irreversible.");
        }
        Integer days = given.softDeleteRetentionInDays();
        if (days != null && days != entity.retentionDays) {
            throw VaultErrors.badProperty(
                    "softDeleteRetentionInDays", "it has been set already and cannot be modified.");
        }
    }

    private Put recover(ArmResourceId id, VaultName name) {
        VaultEntity entity = repository.byName(name.key());
        if (entity == null || !entity.armKey.equals(id.key())) {
            throw VaultErrors.deletedVaultNotFound(name.text());
        }
        tells("VaultRecover").accept(entity);
        boolean wasDeleted = entity.isDeleted();
        entity.deletedAt = null;
        entity.scheduledPurgeAt = null;
        return new Put(VaultMapper.body(entity, addresses), wasDeleted);
    }

    VaultBody patch(ArmResourceId id, VaultBody body) {
        Properties given = body.properties();
        if (given != null) {
            VaultRules.checkGiven(given);
        }
        return change(
                VaultName.of(id.name()),
                () -> {
                    VaultEntity entity = require(id);
                    if (body.tags() != null) {
                        entity.tags = VaultMapper.write(body.tags());
                    }
                    if (given != null) {
                        checkFixed(entity, given);
                        merge(entity, given);
                    }
                    return VaultMapper.body(entity, addresses);
                });
    }

    private static void merge(VaultEntity entity, Properties given) {
        entity.tenantId =
                given.tenantId() == null ? entity.tenantId : AsciiCase.lower(given.tenantId());
        entity.sku = given.sku() == null ? entity.sku : AsciiCase.lower(given.sku().name());
        entity.rbac = orElse(given.enableRbacAuthorization(), entity.rbac);
        if (given.accessPolicies() != null) {
            entity.accessPolicies = VaultMapper.write(given.accessPolicies());
        }
        entity.enabledForDeployment =
                orElse(given.enabledForDeployment(), entity.enabledForDeployment);
        entity.enabledForDiskEncryption =
                orElse(given.enabledForDiskEncryption(), entity.enabledForDiskEncryption);
        entity.enabledForTemplateDeployment =
                orElse(given.enabledForTemplateDeployment(), entity.enabledForTemplateDeployment);
        entity.purgeProtection =
                entity.purgeProtection || orElse(given.enablePurgeProtection(), false);
        if (given.networkAcls() != null) {
            entity.networkAcls = network(given);
        }
        entity.publicNetworkAccess = publicAccess(given, entity.publicNetworkAccess);
    }

    private static String network(Properties given) {
        return given.networkAcls() == null
                ? null
                : VaultMapper.write(NetworkRuleCheck.complete(given.networkAcls()));
    }

    private static String publicAccess(Properties given, String otherwise) {
        if (given.publicNetworkAccess() == null) {
            return otherwise;
        }
        return AsciiCase.equal(given.publicNetworkAccess(), "Disabled") ? "Disabled" : "Enabled";
    }

    /** {@code add}, {@code replace} or {@code remove} of access policies. */
    AccessPoliciesBody changePolicies(
            ArmResourceId id, PolicyOperation operation, AccessPoliciesBody body) {
        if (body.properties() == null || body.properties().accessPolicies() == null) {
            throw VaultErrors.badProperty("accessPolicies", "it is required.");
        }
        VaultRules.checkPolicies(body.properties().accessPolicies());
        return change(
                VaultName.of(id.name()),
                () -> {
                    VaultEntity entity = require(id);
                    entity.accessPolicies =
                            VaultMapper.write(
                                    operation.apply(
                                            VaultMapper.policies(entity),
                                            body.properties().accessPolicies()));
                    return VaultMapper.policiesBody(entity);
                });
    }

    VaultBody get(ArmResourceId id) {
        return read(() -> VaultMapper.body(require(id), addresses));
    }

    boolean exists(ArmResourceId id) {
        return read(() -> repository.active(id.key()) != null);
    }

    List<VaultBody> list(String subscriptionId, String resourceGroup) {
        return read(
                () ->
                        repository.activeIn(subscriptionId, resourceGroup).stream()
                                .peek(tells("VaultList"))
                                .map(entity -> VaultMapper.body(entity, addresses))
                                .toList());
    }

    /** Soft-deletes; false when there was nothing to delete. */
    boolean delete(ArmResourceId id) {
        return change(
                VaultName.of(id.name()),
                () -> {
                    VaultEntity entity = repository.active(id.key());
                    if (entity == null) {
                        return false;
                    }
                    entity.deletedAt = clock.instant();
                    entity.scheduledPurgeAt =
                            entity.deletedAt.plus(Duration.ofDays(entity.retentionDays));
                    return true;
                });
    }

    List<VaultBody.Deleted> listDeleted(String subscriptionId) {
        return write(
                () ->
                        repository.deletedIn(subscriptionId).stream()
                                .peek(tells("VaultListDeleted"))
                                .map(VaultMapper::deleted)
                                .toList());
    }

    VaultBody.Deleted getDeleted(DeletedVaultId id) {
        return write(() -> VaultMapper.deleted(requireDeleted(id, "VaultGetDeleted")));
    }

    /** Ends a deleted vault with everything in it. */
    void purge(DeletedVaultId id) {
        write(
                () -> {
                    VaultEntity entity = requireDeleted(id, "VaultPurge");
                    if (entity.purgeProtection) {
                        throw VaultErrors.purgeProtected(entity.name);
                    }
                    repository.delete(entity);
                    return entity.id;
                });
    }

    NameAnswer checkName(String name) {
        if (!VaultName.isValid(name)) {
            return new NameAnswer(
                    false,
                    "AccountNameInvalid",
                    "The vault name '" + name + "' is invalid: " + VaultName.REASON);
        }
        VaultName valid = VaultName.of(name);
        if (write(() -> repository.byName(valid.key())) == null) {
            return new NameAnswer(true, null, null);
        }
        return new NameAnswer(
                false, "AlreadyExists", VaultErrors.alreadyExists(valid).getMessage());
    }

    private VaultEntity requireDeleted(DeletedVaultId id, String operation) {
        VaultEntity entity = repository.byName(AsciiCase.lower(id.name()));
        if (entity == null
                || !entity.isDeleted()
                || !AsciiCase.equal(entity.subscriptionId, id.subscriptionId())
                || !entity.location.equals(id.location())) {
            throw VaultErrors.deletedVaultNotFound(id.name());
        }
        tells(operation).accept(entity);
        return entity;
    }

    private Consumer<VaultEntity> tells(String operation) {
        return entity -> asked.fire(new VaultAsked(entity.armId, operation));
    }

    private VaultEntity require(ArmResourceId id) {
        VaultEntity entity = repository.active(id.key());
        if (entity == null) {
            throw ArmErrors.resourceNotFound(id);
        }
        return entity;
    }

    /** A change of one vault: alone on its name, then visible to the data plane. */
    private <T> T change(VaultName name, Supplier<T> work) {
        T result =
                QuarkusTransaction.requiringNew()
                        .call(
                                () -> {
                                    repository.lock(name);
                                    repository.purgeExpired(clock.instant());
                                    return work.get();
                                });
        directory.refresh(name.key());
        return result;
    }

    private <T> T write(Supplier<T> work) {
        return QuarkusTransaction.requiringNew()
                .call(
                        () -> {
                            repository.purgeExpired(clock.instant());
                            return work.get();
                        });
    }

    private static <T> T read(Supplier<T> work) {
        return QuarkusTransaction.requiringNew().call(work::get);
    }

    private static String location(VaultBody body) {
        return AsciiCase.lower(body.location()).replace(" ", "");
    }

    private static <T> T orElse(T given, T otherwise) {
        return given == null ? otherwise : given;
    }
}
