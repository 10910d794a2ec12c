package io.mltwin.compute.diskencryption;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.customerkeys.KeyIdentifier;
import io.mltwin.managedidentities.HostedIdentities;
import io.mltwin.managedidentities.HostedIdentity;
import io.mltwin.managedidentities.IdentityRequest;
import io.mltwin.resourceprovider.RowTransactions;
import io.mltwin.resourceprovider.TrackedResource;
import jakarta.inject.Singleton;
import java.time.Clock;

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
    private final Clock clock;

    DiskEncryptionSetService(
            DiskEncryptionSetRepository sets,
            ClusterDiskRepository disks,
            DiskEncryptionKeys keys,
            DiskEncryptionSetValidator validator,
            HostedIdentities identities,
            Clock clock) {
        this.sets = sets;
        this.disks = disks;
        this.keys = keys;
        this.validator = validator;
        this.identities = identities;
        this.clock = clock;
    }

    /**
     * Returns the row of a PUT, with its identities; the data key under its key where it has one.
     */
    DiskEncryptionSetEntity preparePut(ArmCall call, DiskEncryptionSetBody body) {
        DiskEncryptionSetEntity before = find(call.id());
        if (before != null) {
            before.requireLocation(body.location());
        }
        DiskEncryptionSetEntity draft = draft(call.id(), TrackedResource.location(body.location()), before);
        draft.encryptionType = DiskEncryptionSetValidator.type(body.properties().encryptionType());
        draft.rotates = Boolean.TRUE.equals(body.properties().rotationToLatestKeyVersionEnabled());
        return prepare(call, body, before, draft);
    }

    /** Does the same for a PATCH, which leaves what it does not name. */
    DiskEncryptionSetEntity preparePatch(ArmCall call, DiskEncryptionSetBody body) {
        DiskEncryptionSetEntity before = RowTransactions.inOne(() -> sets.require(call.id()));
        DiskEncryptionSetEntity draft = draft(call.id(), before.location, before);
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

    /** Ends the identities of a set that no cluster uses and that is to be deleted. */
    void prepareDeletion(ArmResourceId id) {
        DiskEncryptionSetEntity set = RowTransactions.inOne(() -> {
            requireUnused(id);
            return sets.findById(id.key());
        });
        if (set != null) {
            identities.end(id, HostedIdentity.read(set.identities));
        }
    }

    /** Refuses to delete a set that a cluster uses. */
    void requireUnused(ArmResourceId id) {
        disks.clusterOf(id).ifPresent(cluster -> {
            throw DiskEncryptionErrors.inUse(id, cluster);
        });
    }

    private DiskEncryptionSetEntity find(ArmResourceId id) {
        return RowTransactions.inOne(() -> sets.findById(id.key()));
    }

    private DiskEncryptionSetEntity draft(ArmResourceId id, String location, DiskEncryptionSetEntity before) {
        DiskEncryptionSetEntity draft = new DiskEncryptionSetEntity();
        draft.create(id, location, clock.instant());
        if (before != null) {
            draft.take(before);
        }
        return draft;
    }
}
