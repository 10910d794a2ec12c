package io.mltwin.workspace.policyinsights;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;

/** Compliance states by resource. */
@Singleton
class StateRepository implements PanacheRepositoryBase<StateEntity, StateEntity.Key> {

    List<StateEntity> atAndBelow(String scopeKey) {
        return list(
                "resourceKey = ?1 or resourceKey like ?2 escape '!' order by resourceKey, assignmentKey, referenceId",
                scopeKey,
                below(scopeKey));
    }

    void forget(String scopeKey) {
        delete("resourceKey = ?1 or resourceKey like ?2 escape '!'", scopeKey, below(scopeKey));
    }

    void forgetResource(String resourceKey) {
        delete("resourceKey", resourceKey);
    }

    /** Writes a state unless its assignment is gone meanwhile. */
    void write(StateEntity state) {
        getEntityManager()
                .createNativeQuery(
                        "insert into policy_state (resource_key, assignment_key, resource_id, evaluated_at, compliant, state, reference_id)"
                                + " select ?1, key, ?3, ?4, ?5, ?6, ?7 from policy_assignment where key = ?2"
                                + " on conflict (resource_key, assignment_key, reference_id) do update set"
                                + " evaluated_at = excluded.evaluated_at, compliant = excluded.compliant, state = excluded.state")
                .setParameter(1, state.resourceKey)
                .setParameter(2, state.assignmentKey)
                .setParameter(3, state.resourceId)
                .setParameter(4, state.evaluatedAt)
                .setParameter(5, state.compliant)
                .setParameter(6, state.state)
                .setParameter(7, state.referenceId)
                .executeUpdate();
    }

    private static String below(String scopeKey) {
        return scopeKey.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "/%";
    }
}
