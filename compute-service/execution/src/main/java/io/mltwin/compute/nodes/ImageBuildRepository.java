package io.mltwin.compute.nodes;

import io.mltwin.resourceprovider.Queries;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.time.Instant;

/** Which node builds the image of an environment: one at a time, over all replicas. */
@Singleton
record ImageBuildRepository(EntityManager entities) {

    /** A claim ends with the run for which it was made, whatever becomes of its node. */
    private static final String CLAIM = """
            insert into image_build (workspace_id, environment, node_id, run_id, claimed)
            values (?1, ?2, ?3, ?4, ?5)
            on conflict (workspace_id, environment) do update
            set node_id = excluded.node_id, run_id = excluded.run_id, claimed = excluded.claimed
            where image_build.node_id = excluded.node_id
               or not exists (select 1 from compute_node n
                              where n.node_id = image_build.node_id and n.run_id = image_build.run_id)
            """;

    private static final String RELEASE =
            "delete from image_build where workspace_id = ?1 and environment = ?2 and node_id = ?3";

    /** Returns whether the node has the claim now. */
    boolean claim(Node node, String environment, Instant now) {
        return Queries.sql(entities, CLAIM, node.workspaceId(), environment, node.nodeId(), node.runId(), now)
                        .executeUpdate()
                == 1;
    }

    void release(Node node, String environment) {
        Queries.sql(entities, RELEASE, node.workspaceId(), environment, node.nodeId())
                .executeUpdate();
    }
}
