package io.mltwin.workspace.policy;

import static io.mltwin.encoding.Absence.orEmpty;
import static io.mltwin.workspace.policy.rules.PolicyErrors.assignmentNotFound;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Json;
import io.mltwin.armweb.ScopeChange;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.resourceprovider.ScopedRows;
import io.mltwin.workspace.policy.AssignmentEntity.AssignmentRepository;
import io.mltwin.workspace.subscriptions.Subscription;
import io.mltwin.workspace.subscriptions.Subscriptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;

/** Keeps policy assignments. */
@ApplicationScoped
class AssignmentService {

    private final AssignmentRepository rows;
    private final DefinitionService definitions;
    private final SetService sets;
    private final Subscriptions subscriptions;
    private final Clock clock;

    AssignmentService(
            AssignmentRepository rows,
            DefinitionService definitions,
            SetService sets,
            Subscriptions subscriptions,
            Clock clock) {
        this.rows = rows;
        this.definitions = definitions;
        this.sets = sets;
        this.subscriptions = subscriptions;
        this.clock = clock;
    }

    /** Azure answers 201 also for one that is changed. */
    @Transactional
    Outcome put(ArmCall call, AssignmentBody body) {
        ArmResourceId id = call.id();
        AssignmentBody.Properties given = body.properties();
        String definition = requireDefinition(id, given);
        AssignmentEntity row = rows.findById(id.key());
        JsonNode before =
                row == null ? null : PolicyMapper.assignment(row).properties().metadata();
        if (row == null) {
            row = new AssignmentEntity();
            row.create(id, clock.instant());
        }
        row.definitionKey = ArmResourceId.parse(definition).key();
        row.properties = Json.write(new AssignmentBody.Properties(
                given.displayName(),
                definition,
                id.providerScope().toString(),
                orEmpty(given.notScopes()),
                AssignmentValidator.parameters(given.parameters()),
                given.description(),
                PolicyMapper.metadata(given.metadata(), before, call.caller().objectId(), clock.instant()),
                AssignmentValidator.enforcementMode(id, given),
                given.nonComplianceMessages(),
                null,
                null));
        rows.persist(row);
        return Outcome.created(PolicyMapper.body(PolicyMapper.assignment(row)));
    }

    /** The id of the definition or set, as it is spelled there. */
    private String requireDefinition(ArmResourceId id, AssignmentBody.Properties given) {
        if (SetService.isSet(given.policyDefinitionId())) {
            PolicySet set = sets.named(given.policyDefinitionId(), id.subscriptionId());
            AssignmentValidator.validateParameters(id, given, set);
            return set.id();
        }
        PolicyDefinition definition = definitions.named(given.policyDefinitionId(), id.subscriptionId());
        AssignmentValidator.validateParameters(id, given, definition);
        return definition.id();
    }

    @Transactional
    PolicyAssignment get(ArmResourceId id) {
        AssignmentEntity row = rows.findById(id.key());
        if (row == null) {
            throw assignmentNotFound(id.name());
        }
        return PolicyMapper.assignment(row);
    }

    /** Shows what it deleted. */
    @Transactional
    Outcome delete(ArmResourceId id) {
        AssignmentEntity row = rows.findById(id.key());
        if (row == null) {
            return Outcome.noContent();
        }
        AssignmentBody deleted = PolicyMapper.body(PolicyMapper.assignment(row));
        rows.delete(row);
        return Outcome.ok(deleted);
    }

    /** Assignments at the scope and above it. */
    @Transactional
    List<PolicyAssignment> above(ArmResourceId scope) {
        return rows.above(scope).stream().map(PolicyMapper::assignment).toList();
    }

    /**
     * Assignments at, above and below the scope; of the root those in the tenant's subscriptions.
     */
    @Transactional
    List<PolicyAssignment> around(ArmResourceId scope, String tenantId) {
        List<ArmResourceId> scopes = scope.isRoot()
                ? subscriptions.ofTenant(tenantId).stream()
                        .map(Subscription::id)
                        .toList()
                : List.of(scope);
        return scopes.stream()
                .flatMap(each -> rows.in(each, AssignmentBody.TYPE).stream())
                .map(PolicyMapper::assignment)
                .toList();
    }

    /** Takes part in the transaction of the change. */
    void change(@Observes ScopeChange change) {
        ScopedRows.change(rows.getEntityManager(), "policy_assignment", change);
    }
}
