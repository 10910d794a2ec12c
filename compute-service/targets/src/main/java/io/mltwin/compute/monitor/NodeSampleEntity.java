package io.mltwin.compute.monitor;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A row of {@code node_sample}: how many nodes of a cluster were in which state. */
@Entity
@Table(name = "node_sample")
class NodeSampleEntity {

    @Id
    UUID sampleId;

    String workspaceId;

    String clusterName;

    String vmSize;

    String vmPriority;

    Instant time;
    int active;
    int idle;
    int leaving;
    int preempted;
    int total;

    /** Nodes of all clusters together that there may be. */
    int quota;

    /** Queries of readings of clusters. */
    @Singleton
    static class NodeSampleRepository implements PanacheRepositoryBase<NodeSampleEntity, UUID> {

        List<NodeSampleEntity> of(String workspaceId, Instant from, Instant to) {
            return list("workspaceId = ?1 and time >= ?2 and time < ?3 order by time", workspaceId, from, to);
        }
    }
}
