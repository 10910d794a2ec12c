package io.mltwin.compute.nodes;

import io.mltwin.compute.computetargets.ComputeTargets;
import io.mltwin.compute.networks.ClusterSubnets;
import io.mltwin.compute.networks.ClusterSubnets.ClusterSubnet;
import io.mltwin.memory.BoundedMemory;
import io.mltwin.platform.reset.Resettable;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Follows the security groups of subnets with clusters: where one denies what nodes need they are
 * unusable, and usable again once it is mended.
 */
@Singleton
class SubnetMonitor implements Resettable {

    private static final Logger LOG = Logger.getLogger(SubnetMonitor.class);

    /** How long an answer counts, so that not every look at the nodes asks. */
    private static final Duration VERIFIED = Duration.ofSeconds(3);

    private final ComputeTargets computes;
    private final NodeService nodes;
    private final ClusterSubnets subnets;
    private final JobNotifier notifier;
    private final BoundedMemory<String, Boolean> verified = BoundedMemory.ofSmall(VERIFIED);

    SubnetMonitor(ComputeTargets computes, NodeService nodes, ClusterSubnets subnets, JobNotifier notifier) {
        this.computes = computes;
        this.nodes = nodes;
        this.subnets = subnets;
        this.notifier = notifier;
    }

    /**
     * Looks at one cluster.
     *
     * @throws io.mltwin.armweb.AzureException when nobody can tell; then its nodes stay as they are
     */
    void look(ClusterSubnet cluster) {
        String computeId = cluster.compute().key();
        if (verified.of(null).containsKey(computeId)) {
            return;
        }
        Optional<String> obstacle = subnets.findObstacle(cluster);
        computes.networkVerified(computeId, obstacle.orElse(null));
        if (nodes.setUnusable(computeId, obstacle.isPresent())) {
            LOG.infof(
                    "The nodes of %s are %s",
                    cluster.compute(), obstacle.map(why -> "unusable: " + why).orElse("usable"));
            notifier.wake(computeId);
        }
        verified.of(null).put(computeId, true);
    }

    @Override
    public void clear() {
        verified.clear();
    }
}
