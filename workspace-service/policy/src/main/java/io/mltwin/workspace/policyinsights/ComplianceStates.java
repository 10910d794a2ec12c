package io.mltwin.workspace.policyinsights;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.ScopeChange;
import io.mltwin.workspace.policy.PolicyEvaluation;
import io.mltwin.workspace.policy.rules.PolicySubject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
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
}
