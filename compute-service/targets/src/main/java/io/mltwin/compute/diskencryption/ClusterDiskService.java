package io.mltwin.compute.diskencryption;

import static io.mltwin.armweb.ArmErrors.invalidParameter;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.diskencryption.ClusterDiskEntity.ClusterDiskRepository;
import io.mltwin.compute.diskencryption.ClusterDiskService.ClusterDiskMapper.AnswerBody;
import io.mltwin.compute.diskencryption.DiskEncryptionSetEntity.DiskEncryptionSetRepository;
import io.mltwin.compute.diskencryption.DiskEncryptionUseResource.DiskBody;
import io.mltwin.compute.diskencryption.DiskEncryptionUseResource.UseBody;
import io.mltwin.resourceprovider.RowTransactions;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;

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

    /** Maps rows to Azure's {@code Disk}. */
    static final class ClusterDiskMapper {

        static final String TYPE = "Microsoft.Compute/disks";

        private ClusterDiskMapper() {}

        /** What a {@code Disk} shows beyond what each tracked resource does. */
        record AnswerBody(String managedBy, Properties properties) {}

        record Properties(
                String osType,
                @JsonProperty("diskSizeGB") int diskSizeGb,
                String diskState,
                String provisioningState,
                Instant timeCreated,
                Encryption encryption) {}

        record Encryption(String diskEncryptionSetId, String type) {}

        static AnswerBody body(ClusterDiskEntity disk, DiskEncryptionSetEntity set) {
            return new AnswerBody(
                    disk.clusterId,
                    new Properties(
                            disk.os ? "Linux" : null,
                            disk.sizeGb,
                            "Attached",
                            "Succeeded",
                            disk.createdAt,
                            new Encryption(set.id, set.encryptionType)));
        }
    }
}
