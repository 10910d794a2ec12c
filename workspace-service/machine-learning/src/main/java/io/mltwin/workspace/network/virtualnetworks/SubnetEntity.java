package io.mltwin.workspace.network.virtualnetworks;

import io.mltwin.resourceprovider.ChildRow;
import io.mltwin.resourceprovider.ChildRows;
import io.mltwin.workspace.network.securitygroups.SecurityGroups.SecuredSubnets;
import jakarta.inject.Singleton;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.List;

/** Row of a subnet. */
@Entity
@Table(name = "subnet")
class SubnetEntity extends ChildRow {

    String block;

    String securityGroupKey;

    String securityGroupId;

    String endpointPolicies;

    String linkPolicies;

    /** Subnets. */
    @Singleton
    static class SubnetRepository implements ChildRows<SubnetEntity>, SecuredSubnets {

        @Override
        public List<String> securedBy(String groupKey) {
            return list("securityGroupKey = ?1 order by key", groupKey).stream()
                    .map(subnet -> subnet.id)
                    .toList();
        }
    }
}
