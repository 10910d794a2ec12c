package io.mltwin.compute.diskencryption;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.compute.diskencryption.ClusterDiskEntity.ClusterDiskRepository;
import io.mltwin.customerkeys.KeyIdentifier;
import io.mltwin.managedidentities.HostedIdentities;
import io.mltwin.managedidentities.HostedIdentity;
import io.mltwin.managedidentities.IdentityRequest;
import io.mltwin.resourceprovider.RowTransactions;
import jakarta.inject.Singleton;

/**
 * Makes, changes and deletes disk encryption sets. Azure Resource Manager has authorized every call
 * that ends here.
 *
 * <p>Deviation: a set encrypts what clusters of AKS have it for, and no managed disks, which are
 * not built; previousKeys is empty, since one data key is wrapped again at once.
 */
@Singleton
record DiskEncryptionSetService(
        ClusterDiskRepository disks,
        DiskEncryptionKeys keys,
        DiskEncryptionSetValidator validator,
        HostedIdentities identities) {

    /** Prepares a set as it is to be, with its identities; the data key under its key where it has one. */
    DiskEncryptionSetEntity prepare(ArmCall call, DiskEncryptionSetBody body, DiskEncryptionSetEntity draft) {
        DiskEncryptionSetEntity before = new DiskEncryptionSetEntity();
        before.create(call.id(), draft.location, draft.createdAt);
        before.take(draft);
        DiskEncryptionSetBody.Properties given = body.properties();
        if (call.isPut() || given != null && given.encryptionType() != null) {
            draft.encryptionType = DiskEncryptionSetValidator.type(given.encryptionType());
        }
        if (call.isPut() || given != null && given.rotationToLatestKeyVersionEnabled() != null) {
            draft.rotates = Boolean.TRUE.equals(given.rotationToLatestKeyVersionEnabled());
        }
        if (given != null && given.activeKey() != null) {
            KeyIdentifier key = validator.key(given.activeKey());
            DiskEncryptionSetValidator.requireVersionOrRotation(key, draft.rotates);
            draft.keyUrl = key.toString();
            draft.sourceVault = given.activeKey().sourceVault() == null
                    ? null
                    : given.activeKey().sourceVault().id();
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
        if (before.dataKey != null && !draft.keyUrl.equals(before.keyUrl)) {
            keys.rewrap(before, draft);
        }
        return draft;
    }

    /** Ends the identities of a set that no cluster uses and that is to be deleted. */
    void prepareDeletion(DiskEncryptionSetEntity set) {
        RowTransactions.inOne(() -> {
            requireUnused(set.armId());
            return null;
        });
        identities.end(set.armId(), HostedIdentity.read(set.identities));
    }

    /** Refuses to delete a set that a cluster uses. */
    void requireUnused(ArmResourceId id) {
        disks.clusterOf(id).ifPresent(cluster -> {
            throw DiskEncryptionErrors.inUse(id, cluster);
        });
    }
}
