package io.mltwin.workspace.policy;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;

/** Custom definitions by the subscription they lie in. */
@Singleton
class DefinitionRepository implements PanacheRepositoryBase<DefinitionEntity, String> {

    List<DefinitionEntity> of(String scopeKey) {
        return list("scopeKey = ?1 order by key", scopeKey);
    }
}
