package io.mltwin.workspace.network.securitygroups;

import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.resourceprovider.TrackedRows;
import io.mltwin.resourceprovider.TrackedTypes;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Microsoft.Network/networkSecurityGroups and their securityRules behind Azure Resource Manager
 * (API 2021-08-01): PUT, PATCH of a group's tags, GET, list, DELETE. Application security groups
 * answer 501.
 *
 * <p>Deviation: no traffic is filtered: the rules decide whether the nodes of a cluster are usable,
 * and nothing else. A change is answered when it is done, without an operation, and there are no
 * entity tags.
 */
@Singleton
record SecurityGroupProvider(TrackedTypes kit, TrackedRows<SecurityGroupEntity> rows, SecurityGroups groups)
        implements ResourceProvider {
    @Override
    public List<ResourceType> types() {
        return List.of(
                kit.of(
                                SecurityGroupMapper.TYPE,
                                rows,
                                SecurityGroupEntity::new,
                                SecurityGroupBody.class,
                                "network security group")
                        .validate((call, body) -> SecurityGroups.validate(call.id(), body))
                        .apply(groups::change)
                        .show(groups::body)
                        .beforeDelete((call, row) -> groups.requireUnused(row))
                        .type()
                        .build(),
                ResourceType.named(SecurityGroupMapper.RULES)
                        .get(call -> groups.getRule(call.id()))
                        .list(call -> groups.listRules(call.id()))
                        .put(ResourceChange.reading(SecurityRuleBody.class, "security rule")
                                .apply(groups::putRule))
                        .delete(call -> groups.deleteRule(call.id()))
                        .build());
    }
}
