package io.mltwin.workspace.policy;

import static io.mltwin.armweb.AzureException.badRequestIf;
import static io.mltwin.armweb.AzureException.notBuiltIf;
import static io.mltwin.workspace.policy.rules.PolicyErrors.builtInIsReadOnly;
import static io.mltwin.workspace.policy.rules.PolicyErrors.definitionInSet;
import static io.mltwin.workspace.policy.rules.PolicyErrors.definitionInUse;
import static io.mltwin.workspace.policy.rules.PolicyErrors.definitionNotFound;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Json;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.workspace.policy.AssignmentEntity.AssignmentRepository;
import io.mltwin.workspace.policy.DefinitionEntity.DefinitionRepository;
import io.mltwin.workspace.policy.SetEntity.SetRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Policy definitions: Azure's own and those of subscriptions. */
@ApplicationScoped
class DefinitionService {

    private final DefinitionRepository rows;
    private final AssignmentRepository assignments;
    private final SetRepository sets;
    private final BuiltInDefinitions builtIn;
    private final Clock clock;

    DefinitionService(
            DefinitionRepository rows,
            AssignmentRepository assignments,
            SetRepository sets,
            BuiltInDefinitions builtIn,
            Clock clock) {
        this.rows = rows;
        this.assignments = assignments;
        this.sets = sets;
        this.builtIn = builtIn;
        this.clock = clock;
    }

    /** Returns the definition; Azure's own are found in every subscription too, as in Azure. */
    @Transactional
    PolicyDefinition get(ArmResourceId id) {
        DefinitionEntity row = rows.findById(id.key());
        if (row != null) {
            return PolicyMapper.definition(row);
        }
        PolicyDefinition own = builtIn.find(id.name());
        if (own == null) {
            throw definitionNotFound(id.name());
        }
        return own;
    }

    /**
     * Returns the definition that an assignment names: Azure's own, or one of the subscription.
     *
     * @throws AzureException 404 {@code PolicyDefinitionNotFound}
     */
    @Transactional
    PolicyDefinition named(String text, String subscriptionId) {
        ArmResourceId id = ArmResourceId.parse(text);
        PolicyDefinition found = id.providerScope() == null ? null : lookUp(id, subscriptionId);
        if (found == null || !AsciiCase.equal(id.type(), DefinitionBody.TYPE)) {
            throw definitionNotFound(text);
        }
        return found;
    }

    private PolicyDefinition lookUp(ArmResourceId id, String subscriptionId) {
        if (id.providerScope().isRoot()) {
            return builtIn.find(id.name());
        }
        DefinitionEntity row = AsciiCase.equal(subscriptionId, id.subscriptionId()) ? rows.findById(id.key()) : null;
        return row == null ? null : PolicyMapper.definition(row);
    }

    @Transactional
    List<PolicyDefinition> list(ArmResourceId scope) {
        List<PolicyDefinition> all = new ArrayList<>(builtIn.all());
        if (scope.isSubscription()) {
            rows.at(List.of(scope.key())).forEach(row -> all.add(PolicyMapper.definition(row)));
        }
        return all;
    }

    /** Creates or changes a definition; Azure answers 201 to both. */
    @Transactional
    Outcome put(ArmCall call, DefinitionBody body) {
        ArmResourceId id = call.id();
        requireOwn(id);
        DefinitionBody.Properties given = body.properties();
        PolicyDefinition read = PolicyDefinition.read(id.toString(), id.name(), given);
        requireCustomType(given);
        DefinitionEntity row = rows.findById(id.key());
        PolicyDefinition before = row == null ? null : PolicyMapper.definition(row);
        if (before == null) {
            row = new DefinitionEntity();
            row.create(id, clock.instant());
        } else {
            ParameterDeclaration.checkKept(before.parameters(), read.parameters(), read.name());
            requireAssignable(read, row.key);
        }
        DefinitionBody.Properties kept = new DefinitionBody.Properties(
                given.displayName(),
                "Custom",
                read.indexed() ? "Indexed" : "All",
                given.description(),
                PolicyMapper.metadata(
                        given.metadata(),
                        before == null ? null : before.properties().metadata(),
                        call.caller().objectId(),
                        clock.instant()),
                given.version(),
                given.parameters() == null ? Json.object() : given.parameters(),
                given.policyRule());
        row.properties = Json.write(kept);
        rows.persist(row);
        setsWith(id).forEach(this::requireAssignable);
        return Outcome.created(PolicyMapper.body(PolicyMapper.definition(row)));
    }

    /** Returns the definition that it deleted. */
    @Transactional
    Outcome delete(ArmResourceId id) {
        requireOwn(id);
        DefinitionEntity row = rows.findById(id.key());
        if (row == null) {
            return Outcome.noContent();
        }
        List<AssignmentEntity> users = assignments.ofDefinition(row.key);
        if (!users.isEmpty()) {
            throw definitionInUse(row.name, users.get(0).id);
        }
        setsWith(id).stream().findFirst().ifPresent(set -> {
            throw definitionInSet(id.name(), set.id());
        });
        DefinitionBody deleted = PolicyMapper.body(PolicyMapper.definition(row));
        rows.delete(row);
        assignments.endAside(row.key);
        return Outcome.ok(deleted);
    }

    /** Refuses a change after which the existing assignments would fail on every write. */
    private void requireAssignable(PolicyDefinition changed, String key) {
        for (AssignmentEntity row : assignments.ofDefinition(key)) {
            PolicyAssignment assignment = PolicyMapper.assignment(row);
            AssignmentValidator.validateParameters(assignment.id(), assignment.properties(), changed);
        }
    }

    void requireAssignable(PolicySet set) {
        for (AssignmentEntity row :
                assignments.ofDefinition(ArmResourceId.parse(set.id()).key())) {
            PolicyAssignment assignment = PolicyMapper.assignment(row);
            AssignmentValidator.validateParameters(assignment.id(), assignment.properties(), set);
        }
    }

    /** Returns the sets of the definition's subscription that contain it. */
    private List<PolicySet> setsWith(ArmResourceId definition) {
        return sets.at(List.of(definition.providerScope().key())).stream()
                .map(this::set)
                .filter(set -> set.members().stream()
                        .anyMatch(member -> AsciiCase.equal(member.definition().id(), definition.toString())))
                .toList();
    }

    /** Returns a set with its policies as they are now. */
    @Transactional
    PolicySet set(SetEntity row) {
        return PolicyMapper.set(
                row, text -> named(text, ArmResourceId.parse(row.id).subscriptionId()));
    }

    private void requireOwn(ArmResourceId id) {
        if (builtIn.find(id.name()) != null || id.providerScope().isRoot()) {
            throw builtInIsReadOnly(id.name());
        }
        notBuiltIf(!id.providerScope().isSubscription(), "A policy definition at another scope than a subscription");
    }

    private static void requireCustomType(DefinitionBody.Properties given) {
        String type = given.policyType();
        badRequestIf(
                AsciiCase.isOther(type, "Custom", "NotSpecified"),
                "InvalidPolicyDefinitionType",
                "The policy type '%s' is not for customers' definitions: leave it out.",
                type);
    }
}
