package io.mltwin.compute.diskencryption;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.resourceprovider.TrackedRow;
import io.mltwin.resourceprovider.TrackedRows;
import jakarta.inject.Singleton;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.Optional;

/** A row of {@code cluster_disk}. */
@Entity
@Table(name = "cluster_disk")
class ClusterDiskEntity extends TrackedRow {

    String clusterKey;

    String clusterId;

    String setKey;

    /** The system's disk of a node; else its data disk. */
    boolean os;

    int sizeGb;

    /** Queries of the disks of clusters' nodes. */
    @Singleton
    static class ClusterDiskRepository implements TrackedRows<ClusterDiskEntity> {

        /** Returns the ARM id of a cluster that has disks under this set. */
        Optional<String> clusterOf(ArmResourceId set) {
            return find("setKey", set.key()).firstResultOptional().map(disk -> disk.clusterId);
        }

        void deleteOf(ArmResourceId cluster) {
            delete("clusterKey", cluster.key());
        }
    }
}
