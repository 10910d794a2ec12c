package io.mltwin.workspace.network.virtualnetworks;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;

/** Compute targets in subnets. */
@Singleton
class SubnetUseRepository implements PanacheRepositoryBase<SubnetUseEntity, String> {

    /** Ids of the targets. */
    List<String> of(String subnetKey) {
        return list("subnetKey = ?1 order by userKey", subnetKey).stream()
                .map(use -> use.userId)
                .toList();
    }
}
