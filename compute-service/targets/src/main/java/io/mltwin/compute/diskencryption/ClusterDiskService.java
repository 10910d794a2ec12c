package io.mltwin.compute.diskencryption;

import static io.mltwin.armweb.ArmErrors.invalidParameter;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.diskencryption.ClusterDiskMapper.AnswerBody;
import io.mltwin.compute.diskencryption.DiskEncryptionUseResource.DiskBody;
import io.mltwin.compute.diskencryption.DiskEncryptionUseResource.UseBody;
import io.mltwin.resourceprovider.RowTransactions;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The disks of clusters' nodes under disk encryption sets, whose clusters scoring-service has. */
@Singleton
record ClusterDiskService(
        ClusterDiskRepository disks, DiskEncryptionSetRepository sets, DiskEncryptionKeys keys, Clock clock) {

    private static final int BAD_REQUEST = 400;
    private static final int CONFLICT = 409;

    /**
     * Puts the disks of a cluster's nodes under a set, in place of those that it had.
     *
     * @throws AzureException 404 for an unknown set, 400 for one of another region and for a key
     *     that cannot be used
     */
    void use(ArmResourceId id, ArmResourceId cluster, UseBody use) {
        DiskEncryptionSetEntity set = RowTransactions.inOne(() -> sets.require(id));
        if (!set.location.equals(use.location())) {
            throw invalidParameter(
                    "diskEncryptionSetID",
                    "the set is in " + set.location + ", and the cluster in " + use.location() + ".");
        }
        keys.requireUsable(set, BAD_REQUEST);
        RowTransactions.inOne(() -> {
            sets.requireLocked(id);
            disks.deleteOf(cluster);
            use.disks().forEach(disk -> disks.persist(row(set, cluster, disk)));
            return null;
        });
    }

    private ClusterDiskEntity row(DiskEncryptionSetEntity set, ArmResourceId cluster, DiskBody disk) {
        ArmResourceId id = ArmResourceId.parse(
                cluster.providerScope() + "/providers/" + ClusterDiskMapper.TYPE + "/" + disk.name());
        ClusterDiskEntity row = new ClusterDiskEntity();
        row.create(id, set.location, clock.instant());
        row.clusterKey = cluster.key();
        row.clusterId = cluster.toString();
        row.setKey = set.key;
        row.os = disk.os();
        row.sizeGb = disk.sizeGb();
        return row;
    }

    /** Forgets the disks of a cluster that is gone. */
    void end(ArmResourceId cluster) {
        RowTransactions.inOne(() -> {
            disks.deleteOf(cluster);
            return null;
        });
    }

    /**
     * Lets pass what needs the disks of a cluster.
     *
     * @throws AzureException 404, or 409 while the set's key cannot be used
     */
    void requireOpen(ArmResourceId id) {
        keys.requireUsable(RowTransactions.inOne(() -> sets.require(id)), CONFLICT);
    }

    AnswerBody body(ClusterDiskEntity disk) {
        return ClusterDiskMapper.body(disk, sets.findById(disk.setKey));
    }
}
