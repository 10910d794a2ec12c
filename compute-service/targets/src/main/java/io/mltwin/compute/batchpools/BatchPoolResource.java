package io.mltwin.compute.batchpools;

import io.mltwin.compute.batchpools.BatchPools.BatchPoolBody;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestPath;

/**
 * The data plane of Azure Batch for the pools of clusters: {@code GET} of a pool and of its nodes
 * (2021-06-01).
 *
 * <p>Deviation: there are no Batch accounts, so pools lie at compute-service's own address, take
 * tokens for Azure ML, and refuse in the form of Azure Resource Manager; other operations of Batch
 * are not built.
 */
@Path("/_batch/pools/{pool}")
public class BatchPoolResource {

    private final BatchPools pools;

    BatchPoolResource(BatchPools pools) {
        this.pools = pools;
    }

    @GET
    public BatchPoolBody pool(@RestPath String pool) {
        return pools.get(pool);
    }

    @GET
    @Path("nodes")
    public BatchPoolBody.NodeListBody nodes(@RestPath String pool) {
        return pools.listNodes(pool);
    }

    @GET
    @Path("nodes/{node}")
    public BatchPoolBody.NodeBody node(@RestPath String pool, @RestPath String node) {
        return pools.getNode(pool, node);
    }
}
