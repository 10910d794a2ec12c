package io.mltwin.compute.diskencryption;

import static io.mltwin.armweb.ArmErrors.otherLocation;
import static io.mltwin.compute.diskencryption.DiskEncryptionErrors.inUse;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.compute.diskencryption.DiskEncryptionSetMapper.AnswerBody;
import io.mltwin.compute.operations.ArmOperations;
import io.mltwin.customerkeys.KeyIdentifier;
import io.mltwin.managedidentities.HostedIdentities;
import io.mltwin.managedidentities.HostedIdentity;
import io.mltwin.managedidentities.IdentityRequest;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.resourceprovider.RowTransactions;
import io.mltwin.resourceprovider.TrackedResource;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;

/**
 * Makes, changes and deletes disk encryption sets. Azure Resource Manager has authorized every call
 * that ends here.
 *
 * <p>Deviation: a set encrypts what clusters of AKS have it for, and no managed disks, which are
 * not built; previousKeys is empty, since one data key is wrapped again at once.
 */
@Singleton
class DiskEncryptionSetService {

    private final DiskEncryptionSetRepository sets;
    private final ClusterDiskRepository disks;
    private final DiskEncryptionKeys keys;
    private final DiskEncryptionSetValidator validator;
    private final HostedIdentities identities;
    private final ArmOperations operations;
    private final Clock clock;

    DiskEncryptionSetService(
            DiskEncryptionSetRepository sets,
            ClusterDiskRepository disks,
            DiskEncryptionKeys keys,
            DiskEncryptionSetValidator validator,
            HostedIdentities identities,
            ArmOperations operations,
            Clock clock) {
        this.sets = sets;
        this.disks = disks;
        this.keys = keys;
        this.validator = validator;
        this.identities = identities;
        this.operations = operations;
        this.clock = clock;
    }

    /**
     * Returns the row of a PUT, with its identities; the data key under its key where it has one.
     */
    DiskEncryptionSetEntity preparePut(ArmCall call, DiskEncryptionSetBody body) {
        DiskEncryptionSetEntity before = find(call.id());
        String location = TrackedResource.location(body.location());
        if (before != null && !before.location.equals(location)) {
            throw otherLocation(call.id(), before.location, location);
        }
        DiskEncryptionSetEntity draft = before == null ? created(call.id(), location) : copy(before);
        draft.tags = DiskEncryptionSetMapper.tags(body.tags());
        draft.encryptionType = DiskEncryptionSetValidator.type(body.properties().encryptionType());
        draft.rotates = Boolean.TRUE.equals(body.properties().rotationToLatestKeyVersionEnabled());
        return prepare(call, body, before, draft);
    }

    /** Does the same for a PATCH, which leaves what it does not name. */
    DiskEncryptionSetEntity preparePatch(ArmCall call, DiskEncryptionSetBody body) {
        DiskEncryptionSetEntity before = RowTransactions.inOne(() -> sets.require(call.id()));
        DiskEncryptionSetEntity draft = copy(before);
        if (body.tags() != null) {
            draft.tags = DiskEncryptionSetMapper.tags(body.tags());
        }
        if (body.properties() != null) {
            if (body.properties().encryptionType() != null) {
                draft.encryptionType =
                        DiskEncryptionSetValidator.type(body.properties().encryptionType());
            }
            if (body.properties().rotationToLatestKeyVersionEnabled() != null) {
                draft.rotates = body.properties().rotationToLatestKeyVersionEnabled();
            }
        }
        return prepare(call, body, before, draft);
    }

    private DiskEncryptionSetEntity prepare(
            ArmCall call, DiskEncryptionSetBody body, DiskEncryptionSetEntity before, DiskEncryptionSetEntity draft) {
        if (body.properties() != null && body.properties().activeKey() != null) {
            KeyIdentifier key = validator.key(body.properties().activeKey());
            DiskEncryptionSetValidator.requireVersionOrRotation(key, draft.rotates);
            draft.keyUrl = key.toString();
            draft.sourceVault = body.properties().activeKey().sourceVault() == null
                    ? null
                    : body.properties().activeKey().sourceVault().id();
        }
        IdentityRequest wanted = IdentityRequest.read(body.identity());
        if (wanted != null) {
            draft.identities = HostedIdentity.write(identities.apply(
                    call.id(),
                    call.caller().tenantId(),
                    HostedIdentity.read(draft.identities),
                    wanted,
                    call.isPut(),
                    call.caller()));
        }
        if (before != null && before.dataKey != null && !draft.keyUrl.equals(before.keyUrl)) {
            keys.rewrap(before, draft);
        }
        return draft;
    }

    Outcome put(ArmCall call, DiskEncryptionSetEntity draft) {
        sets.lock(call.id());
        boolean isNew = sets.findById(call.id().key()) == null;
        return Outcome.accepted(
                isNew ? 201 : 200, save(draft), operations.done(call.id().toString()));
    }

    Outcome patch(ArmCall call, DiskEncryptionSetEntity draft) {
        sets.lock(call.id());
        sets.require(call.id());
        return Outcome.ok(save(draft));
    }

    private AnswerBody save(DiskEncryptionSetEntity draft) {
        return DiskEncryptionSetMapper.body(sets.getEntityManager().merge(draft));
    }

    /** Ends the identities of a set that no cluster uses and that is to be deleted. */
    void prepareDeletion(ArmResourceId id) {
        requireUnused(id);
        DiskEncryptionSetEntity set = find(id);
        if (set != null) {
            identities.end(id, HostedIdentity.read(set.identities));
        }
    }

    private void requireUnused(ArmResourceId id) {
        RowTransactions.inOne(() -> disks.clusterOf(id)).ifPresent(cluster -> {
            throw inUse(id, cluster);
        });
    }

    Outcome delete(ArmResourceId id) {
        sets.lock(id);
        disks.clusterOf(id).ifPresent(cluster -> {
            throw inUse(id, cluster);
        });
        return sets.deleteById(id.key())
                ? Outcome.accepted(202, null, operations.done(id.toString()))
                : Outcome.noContent();
    }

    @Transactional
    AnswerBody get(ArmResourceId id) {
        return DiskEncryptionSetMapper.body(sets.require(id));
    }

    @Transactional
    List<AnswerBody> list(ArmResourceId scope) {
        return sets.in(scope).stream().map(DiskEncryptionSetMapper::body).toList();
    }

    private DiskEncryptionSetEntity find(ArmResourceId id) {
        return RowTransactions.inOne(() -> sets.findById(id.key()));
    }

    private DiskEncryptionSetEntity created(ArmResourceId id, String location) {
        DiskEncryptionSetEntity row = new DiskEncryptionSetEntity();
        row.armKey = id.key();
        row.armId = id.toString();
        row.subscriptionKey = ArmResourceId.subscription(id.subscriptionId()).key();
        row.groupKey = id.providerScope().key();
        row.name = id.name();
        row.location = location;
        row.created = clock.instant();
        return row;
    }

    private static DiskEncryptionSetEntity copy(DiskEncryptionSetEntity row) {
        DiskEncryptionSetEntity copy = new DiskEncryptionSetEntity();
        copy.armKey = row.armKey;
        copy.armId = row.armId;
        copy.subscriptionKey = row.subscriptionKey;
        copy.groupKey = row.groupKey;
        copy.name = row.name;
        copy.location = row.location;
        copy.tags = row.tags;
        copy.identities = row.identities;
        copy.encryptionType = row.encryptionType;
        copy.keyUrl = row.keyUrl;
        copy.sourceVault = row.sourceVault;
        copy.rotates = row.rotates;
        copy.dataKey = row.dataKey;
        copy.keyRotated = row.keyRotated;
        copy.created = row.created;
        return copy;
    }
}
