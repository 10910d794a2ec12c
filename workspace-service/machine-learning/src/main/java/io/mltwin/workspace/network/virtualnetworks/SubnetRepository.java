package io.mltwin.workspace.network.virtualnetworks;

import io.mltwin.workspace.network.securitygroups.SecuredSubnets;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;

/** Subnets. */
@Singleton
class SubnetRepository implements PanacheRepositoryBase<SubnetEntity, String>, SecuredSubnets {

    List<SubnetEntity> ofNetwork(String networkKey) {
        return list("networkKey = ?1 order by key", networkKey);
    }

    @Override
    public List<String> of(String groupKey) {
        return list("securityGroupKey = ?1 order by key", groupKey).stream()
                .map(subnet -> subnet.id)
                .toList();
    }
}
