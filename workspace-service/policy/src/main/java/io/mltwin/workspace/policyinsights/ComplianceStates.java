package io.mltwin.workspace.policyinsights;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.ScopeChange;
import io.mltwin.workspace.policy.PolicyEvaluation;
import io.mltwin.workspace.policy.rules.PolicySubject;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;

/**
 * Tells which resources comply with which assignments, as of the last evaluation: with every write,
 * and of all resources when an evaluation is asked for.
 *
 * <p>Deviation: an assignment says nothing of resources that stand until an evaluation is asked for
 * or they are written; Azure evaluates by itself too, within half an hour and once a day.
 */
@ApplicationScoped
public class ComplianceStates {

    private final StateRepository rows;
    private final Clock clock;

    public ComplianceStates(StateRepository rows, Clock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    /** Stores the judgement of a resource in place of the one before. */
    @Transactional
    public void record(PolicySubject subject, PolicyEvaluation evaluation) {
        rows.forgetResource(subject.id().key());
        evaluation.results().forEach(result -> rows.write(StateMapper.entity(subject, result, clock.instant())));
    }

    /** States of the scope and all below it. */
    @Transactional
    List<StateBody> of(ArmResourceId scope, boolean details) {
        return rows.atAndBelow(scope.key()).stream()
                .map(row -> StateMapper.body(row, details))
                .toList();
    }

    @Transactional
    void forgetOne(ArmResourceId resource) {
        rows.forgetResource(resource.key());
    }

    @Transactional
    void forget(ArmResourceId scope) {
        rows.forget(scope.key());
    }

    void forget(@Observes ScopeChange change) {
        if (change.gone()) {
            forget(change.id());
        }
    }

    /** Compliance states by resource. */
    @Singleton
    static class StateRepository implements PanacheRepositoryBase<StateEntity, StateEntity.Key> {

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
}
