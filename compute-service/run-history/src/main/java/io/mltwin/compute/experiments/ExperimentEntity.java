package io.mltwin.compute.experiments;

import io.mltwin.resourceprovider.Queries;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Query;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A row of {@code experiment}; description and tags are ciphertext. */
@Entity
@Table(name = "experiment")
class ExperimentEntity {

    @Id
    UUID experimentId;

    String workspaceId;

    String name;
    Instant created;
    Instant archived;
    byte[] content;

    String place() {
        return "experiment:" + experimentId;
    }

    /** Queries of experiments. */
    @Singleton
    static class ExperimentRepository implements PanacheRepositoryBase<ExperimentEntity, UUID> {

        Optional<ExperimentEntity> byName(String workspaceId, String name) {
            return find("workspaceId = ?1 and name = ?2", workspaceId, name).firstResultOptional();
        }

        Optional<ExperimentEntity> byId(String workspaceId, UUID id) {
            return find("workspaceId = ?1 and experimentId = ?2", workspaceId, id)
                    .firstResultOptional();
        }

        /** Some of the experiments of a selection, in its order; they are not managed. */
        @SuppressWarnings("unchecked")
        List<ExperimentEntity> page(ExperimentSelection selection, int from, int most) {
            // the numbers of rows stand in the text: with parameters, PostgreSQL may prefer to sort them all
            Query query = getEntityManager()
                    .createNativeQuery(
                            "select * from experiment where " + selection.sql() + " offset " + from + " limit " + most,
                            ExperimentEntity.class);
            selection.bind(query);
            List<ExperimentEntity> experiments = query.getResultList();
            experiments.forEach(getEntityManager()::detach);
            return experiments;
        }

        /** Adds it unless one of this name exists. */
        void addIfAbsent(ExperimentEntity entity) {
            Queries.sql(
                            getEntityManager(),
                            "insert into experiment (experiment_id, workspace_id, name, created, content)"
                                    + " values (?1, ?2, ?3, ?4, ?5) on conflict (workspace_id, name) do nothing",
                            entity.experimentId,
                            entity.workspaceId,
                            entity.name,
                            entity.created,
                            entity.content)
                    .executeUpdate();
        }
    }
}
