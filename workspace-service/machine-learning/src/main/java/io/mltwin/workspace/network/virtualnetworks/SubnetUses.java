package io.mltwin.workspace.network.virtualnetworks;

import static io.mltwin.workspace.network.requests.NetworkErrors.invalidReference;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.workspace.index.ResourceIndex;
import io.mltwin.workspace.network.SubnetEndpoints;
import io.mltwin.workspace.network.requests.AddressBlock;
import io.mltwin.workspace.network.securitygroups.SecurityGroups;
import io.mltwin.workspace.network.securitygroups.SecurityRule.Direction;
import io.mltwin.workspace.network.securitygroups.SecurityRuleEvaluator.FlowVerdict;
import io.mltwin.workspace.network.securitygroups.SecurityRuleEvaluator.NetworkFlow;
import io.mltwin.workspace.network.virtualnetworks.SubnetEntity.SubnetRepository;
import io.mltwin.workspace.network.virtualnetworks.VirtualNetworkEntity.VirtualNetworkRepository;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;

/**
 * Tracks the uses of subnets: compute targets, as compute-service tells, and private endpoints. A target
 * that Azure Resource Manager does not know (any more) counts for nothing, so that nothing keeps a
 * subnet for good that was never made or is gone.
 */
@ApplicationScoped
public class SubnetUses {

    /**
     * A flow that another service asks about.
     *
     * @param direction seen from the subnet
     * @param service tag of the service at the other end
     * @param region of that service
     */
    record FlowQuestion(Direction direction, String protocol, String service, String region, int port) {

        NetworkFlow to(AddressBlock subnet) {
            return new NetworkFlow(direction, protocol, service, region, port, subnet);
        }
    }

    private final VirtualNetworkRepository networks;
    private final SubnetRepository subnets;
    private final SubnetUseRepository uses;
    private final SubnetEndpoints endpoints;
    private final SecurityGroups groups;
    private final ResourceIndex index;

    SubnetUses(
            VirtualNetworkRepository networks,
            SubnetRepository subnets,
            SubnetUseRepository uses,
            SubnetEndpoints endpoints,
            SecurityGroups groups,
            ResourceIndex index) {
        this.networks = networks;
        this.subnets = subnets;
        this.uses = uses;
        this.endpoints = endpoints;
        this.groups = groups;
        this.index = index;
    }

    /** A subnet, and whether flows pass its security group, if it has one. */
    public record Verified(String subnet, String securityGroup, List<FlowVerdict> verdicts) {}

    /**
     * Notes that a compute target is in the subnet, and in no other.
     *
     * @param region of the target
     * @throws io.mltwin.armweb.AzureException 400 when there is no such subnet in the region
     */
    @Transactional
    public void join(ArmResourceId id, ArmResourceId user, String region) {
        VirtualNetworkEntity network = networks.lockedById(id.parent().key());
        if (network == null || subnets.findById(id.key()) == null || !network.location.equals(region)) {
            throw invalidReference(id.toString(), user);
        }
        SubnetUseEntity use = uses.findById(user.key());
        if (use == null) {
            use = new SubnetUseEntity();
            use.userKey = user.key();
        }
        use.userId = user.toString();
        use.subnetKey = id.key();
        uses.persist(use);
    }

    /** Forgets where a compute target is. */
    @Transactional
    public void leave(ArmResourceId user) {
        uses.deleteById(user.key());
    }

    /**
     * Says which flows pass between the nodes of a compute target and services.
     *
     * @param user for the refusal
     * @throws io.mltwin.armweb.AzureException 400 when there is no such subnet
     */
    @Transactional
    public Verified verify(ArmResourceId id, ArmResourceId user, List<FlowQuestion> flows) {
        SubnetEntity subnet = subnets.findById(id.key());
        if (subnet == null) {
            throw invalidReference(id.toString(), user);
        }
        AddressBlock block = AddressBlock.parse(subnet.block).orElseThrow();
        List<NetworkFlow> asked = flows.stream().map(flow -> flow.to(block)).toList();
        return new Verified(
                subnet.id,
                subnet.securityGroupId,
                subnet.securityGroupKey == null ? List.of() : groups.verify(subnet.securityGroupKey, asked));
    }

    /** Ids of the compute targets in a subnet. */
    List<String> targets(String subnetKey) {
        return uses.of(subnetKey).stream()
                .filter(user -> index.contains(ArmResourceId.parse(user)))
                .toList();
    }

    /** Ids of the private endpoints in a subnet. */
    List<String> endpoints(String subnetKey) {
        return endpoints.in(subnetKey);
    }

    /** Compute targets in subnets. */
    @Singleton
    static class SubnetUseRepository implements PanacheRepositoryBase<SubnetUseEntity, String> {

        /** Ids of the targets. */
        List<String> of(String subnetKey) {
            return list("subnetKey = ?1 order by userKey", subnetKey).stream()
                    .map(use -> use.userId)
                    .toList();
        }
    }
}
