package io.mltwin.workspace.network.virtualnetworks;

import io.mltwin.workspace.network.securitygroups.SecurityGroups.SecuredSubnets;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;

/** Row of a subnet; {@code key} is its ARM id in lower case. */
@Entity
@Table(name = "subnet")
class SubnetEntity {

    @Id
    String key;

    String id;
    String name;

    String networkKey;

    String block;

    String securityGroupKey;

    String securityGroupId;

    String endpointPolicies;

    String linkPolicies;

    /** Subnets. */
    @Singleton
    static class SubnetRepository implements PanacheRepositoryBase<SubnetEntity, String>, SecuredSubnets {

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
}
