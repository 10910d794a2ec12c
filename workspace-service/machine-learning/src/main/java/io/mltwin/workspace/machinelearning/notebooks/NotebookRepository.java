package io.mltwin.workspace.machinelearning.notebooks;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Notebook resources by workspace. */
@Singleton
class NotebookRepository implements PanacheRepositoryBase<NotebookEntity, String> {

    Optional<NotebookEntity> byResource(String resourceId) {
        return find("resourceId", resourceId).firstResultOptional();
    }

    List<NotebookEntity> of(Collection<String> workspaceKeys) {
        return list("workspaceKey in ?1", workspaceKeys);
    }
}
