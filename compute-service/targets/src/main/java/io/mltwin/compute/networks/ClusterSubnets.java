package io.mltwin.compute.networks;

import static io.mltwin.armweb.ArmErrors.invalidRequestContent;

import io.mltwin.access.LinkedAccessAuthorizer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.networks.SubnetClient.FlowsAnswer;
import io.mltwin.compute.networks.SubnetClient.Verdict;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.encoding.AsciiCase;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * Puts clusters into subnets, and finds out whether their nodes are of use there: what Azure Batch
 * and Azure ML need must pass the subnet's security group ("How to enable a virtual network",
 * 2020).
 *
 * <p>Deviation: nodes are processes of one machine, so a security group stops no packet: a cluster
 * whose group denies a flow that nodes need has unusable nodes, which get no run. A run that is
 * under way then goes on.
 */
@Singleton
public record ClusterSubnets(SubnetClient client, LinkedAccessAuthorizer access) {

    private static final String JOIN = "Microsoft.Network/virtualNetworks/subnets/join/action";
    private static final int BAD_REQUEST = 400;

    /**
     * Puts a cluster into a subnet of its workspace's region and subscription, which the caller may
     * join.
     *
     * @return what keeps its nodes from being of use
     * @throws AzureException 400, or 403 {@code LinkedAuthorizationFailed}
     */
    public Optional<String> join(ArmCall call, ClusterSubnet cluster, Workspace workspace) {
        if (!AsciiCase.equal(cluster.subnet().subscriptionId(), call.id().subscriptionId())) {
            throw invalidRequestContent(
                    "properties.properties.subnet.id must name a subnet of the workspace's subscription '%s'.",
                    call.id().subscriptionId());
        }
        access.require(call, JOIN, cluster.subnet());
        client.join(cluster.subnet(), cluster.compute(), workspace.region());
        return findObstacle(cluster);
    }

    /** Takes a cluster out of its subnet. */
    public void leave(ArmResourceId compute) {
        client.leave(compute);
    }

    /** Returns what keeps the nodes of a cluster from being of use; empty when nothing does. */
    public Optional<String> findObstacle(ClusterSubnet cluster) {
        List<NodeFlow> flows = NodeFlow.required(cluster.region(), cluster.hasPublicIp());
        FlowsAnswer answer;
        try {
            answer = client.verify(cluster.subnet(), cluster.compute(), flows);
        } catch (AzureException refused) {
            if (refused.status() == BAD_REQUEST) {
                return Optional.of(refused.getMessage());
            }
            throw refused;
        }
        for (int i = 0; i < answer.verdicts().size(); i++) {
            Verdict verdict = answer.verdicts().get(i);
            if (!verdict.allowed()) {
                return Optional.of(flows.get(i).describe()
                        + " is denied by the rule '"
                        + verdict.ruleName()
                        + "' (priority "
                        + verdict.priority()
                        + ") of the network security group "
                        + answer.securityGroup()
                        + " of the subnet "
                        + answer.subnet()
                        + ". Allow it, and the nodes become usable.");
            }
        }
        return Optional.empty();
    }

    /**
     * A cluster in a subnet.
     *
     * @param compute id of the cluster
     * @param region of cluster and subnet, {@code eastus}
     */
    public record ClusterSubnet(ArmResourceId compute, ArmResourceId subnet, String region, boolean hasPublicIp) {}
}
