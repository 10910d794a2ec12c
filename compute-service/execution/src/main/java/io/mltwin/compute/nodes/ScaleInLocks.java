package io.mltwin.compute.nodes;

import io.mltwin.access.ServiceAnswer;
import io.mltwin.access.ServiceHttp;
import io.mltwin.access.Tokens;
import io.mltwin.compute.computetargets.ComputeTarget;
import io.mltwin.compute.computetargets.ComputeTargets;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.memory.BoundedMemory;
import io.mltwin.platform.ServiceName;
import io.mltwin.platform.reset.Resettable;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Asks Azure Resource Manager whether nodes of a cluster may be removed: a lock of the workspace's
 * resource group or subscription keeps them. The cluster then shows the error until they can be
 * removed.
 */
@Singleton
class ScaleInLocks implements Resettable {

    private static final Logger LOG = Logger.getLogger(ScaleInLocks.class);

    /** How long a refusal counts, so that not every look at the nodes asks. */
    private static final Duration REFUSED = Duration.ofSeconds(5);

    private static final int CONFLICT = 409;

    private final ServiceHttp http;
    private final Tokens tokens;
    private final ComputeTargets computes;
    private final BoundedMemory<String, Boolean> refused = BoundedMemory.ofSmall(REFUSED);

    ScaleInLocks(ServiceHttp http, Tokens tokens, ComputeTargets computes) {
        this.http = http;
        this.tokens = tokens;
        this.computes = computes;
    }

    /**
     * Returns whether nodes of the cluster may be removed now.
     *
     * @throws io.mltwin.armweb.AzureException when nobody can tell; then they stay
     */
    boolean permitScaleIn(ComputeTarget cluster) {
        if (cluster.isAttachedMachine() || cluster.isServerless()) {
            // its machine stays, whatever becomes of the node, or the node was never the customer's
            return true;
        }
        if (refused.of(cluster.workspaceId()).containsKey(cluster.computeId())) {
            return false;
        }
        ServiceAnswer answer = http.request(
                        ServiceName.WORKSPACE,
                        "GET",
                        "/_internal/locks/removal?id="
                                + UriEncoding.encodeQueryValue(
                                        cluster.workspaceArmId() + "/computes/" + cluster.name()))
                .bearer(tokens.forService(ServiceName.WORKSPACE))
                .send();
        if (answer.status() == CONFLICT) {
            String error = answer.fault().getMessage();
            LOG.infof("Cluster %s is not scaled in: %s", cluster.name(), error);
            computes.scaleInEnded(cluster.computeId(), error);
            refused.of(cluster.workspaceId()).put(cluster.computeId(), true);
            return false;
        }
        answer.orFault();
        computes.scaleInEnded(cluster.computeId(), null);
        return true;
    }

    @Override
    public void clear() {
        refused.clear();
    }
}
