package io.mltwin.compute.diskencryption;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.resourceprovider.TrackedRows;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Queries of the disks of clusters' nodes. */
@Singleton
class ClusterDiskRepository implements TrackedRows<ClusterDiskEntity> {

    /** Returns the ARM id of a cluster that has disks under this set. */
    Optional<String> clusterOf(ArmResourceId set) {
        return find("setKey", set.key()).firstResultOptional().map(disk -> disk.clusterId);
    }

    void deleteOf(ArmResourceId cluster) {
        delete("clusterKey", cluster.key());
    }
}
