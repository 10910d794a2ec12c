package io.mltwin.compute.diskencryption;

import io.mltwin.armweb.ArmResourceId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Queries of the disks of clusters' nodes. */
@Singleton
class ClusterDiskRepository implements PanacheRepositoryBase<ClusterDiskEntity, String> {

    List<ClusterDiskEntity> in(ArmResourceId scope) {
        return list(scope.isSubscription() ? "subscriptionKey" : "groupKey", Sort.by("armKey"), scope.key());
    }

    /** Returns the ARM id of a cluster that has disks under this set. */
    Optional<String> clusterOf(ArmResourceId set) {
        return find("setKey", set.key()).firstResultOptional().map(disk -> disk.clusterId);
    }

    void deleteOf(ArmResourceId cluster) {
        delete("clusterKey", cluster.key());
    }
}
