package io.mltwin.compute.monitor;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Queries of readings of clusters. */
@Singleton
class NodeSampleRepository implements PanacheRepositoryBase<NodeSampleEntity, UUID> {

    List<NodeSampleEntity> of(String workspaceId, Instant from, Instant to) {
        return list("workspaceId = ?1 and time >= ?2 and time < ?3 order by time", workspaceId, from, to);
    }
}
