package io.mltwin.workspace.network.securitygroups;

import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
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
class SecurityGroupProvider implements ResourceProvider {

    private static final String NOUN = "network security group";

    private final SecurityGroups groups;

    SecurityGroupProvider(SecurityGroups groups) {
        this.groups = groups;
    }

    @Override
    public List<ResourceType> types() {
        return List.of(
                ResourceType.named(SecurityGroupMapper.TYPE)
                        .get(call -> groups.get(call.id()))
                        .list(call -> groups.list(call.id()))
                        .put(ResourceChange.reading(SecurityGroupBody.class, NOUN)
                                .validate((call, body) -> SecurityGroups.validate(call.id(), body))
                                .apply((call, body) -> groups.put(call.id(), body)))
                        .patch(ResourceChange.reading(SecurityGroupBody.class, NOUN)
                                .apply((call, body) -> groups.retag(call.id(), body.tags())))
                        .delete(call -> groups.delete(call.id()))
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
