package io.mltwin.workspace.policy;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;

/** Assignments by the scope they are made at. */
@Singleton
class AssignmentRepository implements PanacheRepositoryBase<AssignmentEntity, String> {

    List<AssignmentEntity> at(List<String> scopeKeys) {
        return list("scopeKey in ?1 order by key", scopeKeys);
    }

    List<AssignmentEntity> below(String scopeKey) {
        String pattern = scopeKey.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "/%";
        return list("scopeKey like ?1 escape '!' order by key", pattern);
    }

    List<AssignmentEntity> ofDefinition(String definitionKey) {
        return list("definitionKey = ?1 order by key", definitionKey);
    }

    /** Ends those whose scope was deleted and may be recovered: their definition goes. */
    void endAside(String definitionKey) {
        getEntityManager()
                .createNativeQuery("delete from policy_assignment where aside and definition_key = ?1")
                .setParameter(1, definitionKey)
                .executeUpdate();
    }
}
