package io.mltwin.scoring.models.assets;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.Queries;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Registered models of workspaces. */
@ApplicationScoped
class RegisteredModelRepository implements PanacheRepositoryBase<RegisteredModelEntity, String> {

    List<RegisteredModelEntity> ofWorkspace(String workspaceKey, String name) {
        Sort byName = Sort.ascending("name");
        return name == null
                ? list("workspaceKey", byName, workspaceKey)
                : list("id", byName, ModelRepository.key(workspaceKey, name));
    }

    /** The row of this name in any case of letters; that of the same case before others. */
    Optional<RegisteredModelEntity> findName(String workspaceKey, String name) {
        return findByIdOptional(ModelRepository.key(workspaceKey, name))
                .or(() -> find(
                                "workspaceKey = ?1 and lower(name) = ?2 order by name",
                                workspaceKey,
                                AsciiCase.lower(name))
                        .firstResultOptional());
    }

    /** The row, which nobody else changes before the caller's transaction ends. */
    Optional<RegisteredModelEntity> lock(String workspaceKey, String name) {
        return findByIdOptional(ModelRepository.key(workspaceKey, name), LockModeType.PESSIMISTIC_WRITE);
    }

    /** Makes the row where there is none; false when there is one. */
    boolean ensure(String workspaceKey, String name, Instant now) {
        return Queries.sql(
                                getEntityManager(),
                                "insert into registered_model (id, workspace_key, name, aliases, created_at, modified_at)"
                                        + " values (?1, ?2, ?3, '{}', ?4, ?4) on conflict (id) do nothing",
                                ModelRepository.key(workspaceKey, name),
                                workspaceKey,
                                name,
                                now)
                        .executeUpdate()
                > 0;
    }
}
