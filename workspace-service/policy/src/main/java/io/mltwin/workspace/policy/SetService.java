package io.mltwin.workspace.policy;

import static io.mltwin.armweb.AzureException.notBuiltIf;
import static io.mltwin.workspace.policy.rules.PolicyErrors.setInUse;
import static io.mltwin.workspace.policy.rules.PolicyErrors.setNotFound;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Json;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.workspace.policy.AssignmentEntity.AssignmentRepository;
import io.mltwin.workspace.policy.SetEntity.SetRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Policy set definitions of subscriptions. */
@ApplicationScoped
class SetService {

    private final SetRepository rows;
    private final DefinitionService definitions;
    private final AssignmentRepository assignments;
    private final Clock clock;

    SetService(SetRepository rows, DefinitionService definitions, AssignmentRepository assignments, Clock clock) {
        this.rows = rows;
        this.definitions = definitions;
        this.assignments = assignments;
        this.clock = clock;
    }

    static boolean isSet(String id) {
        return AsciiCase.equal(ArmResourceId.parse(id).type(), SetBody.TYPE);
    }

    @Transactional
    PolicySet get(ArmResourceId id) {
        SetEntity row = rows.findById(id.key());
        if (row == null) {
            throw setNotFound(id.name());
        }
        return definitions.set(row);
    }

    /** Returns the set that an assignment names, one of its subscription. */
    @Transactional
    PolicySet named(String text, String subscriptionId) {
        ArmResourceId id = ArmResourceId.parse(text);
        SetEntity row = AsciiCase.equal(subscriptionId, id.subscriptionId()) ? rows.findById(id.key()) : null;
        if (row == null) {
            throw setNotFound(text);
        }
        return definitions.set(row);
    }

    @Transactional
    List<PolicySet> list(ArmResourceId scope) {
        return scope.isSubscription()
                ? rows.at(List.of(scope.key())).stream().map(definitions::set).toList()
                : List.of();
    }

    @Transactional
    Outcome put(ArmCall call, SetBody body) {
        ArmResourceId id = call.id();
        requireOwn(id);
        SetBody.Properties given = body.properties();
        PolicySet read =
                PolicySet.read(id.toString(), id.name(), given, text -> definitions.named(text, id.subscriptionId()));
        SetEntity row = rows.findById(id.key());
        boolean created = row == null;
        PolicySet before = created ? null : definitions.set(row);
        if (created) {
            row = new SetEntity();
            row.create(id, clock.instant());
        } else {
            ParameterDeclaration.checkKept(before.parameters(), read.parameters(), id.name());
            definitions.requireAssignable(read);
        }
        row.properties = Json.write(kept(call, given, read, before));
        rows.persist(row);
        return Outcome.saved(created, PolicyMapper.body(definitions.set(row)));
    }

    /** Returns the properties with the reference of each policy. */
    private SetBody.Properties kept(ArmCall call, SetBody.Properties given, PolicySet read, PolicySet before) {
        List<SetBody.Member> members = new ArrayList<>();
        for (int i = 0; i < read.members().size(); i++) {
            SetBody.Member one = given.policyDefinitions().get(i);
            PolicySet.Member member = read.members().get(i);
            members.add(new SetBody.Member(
                    member.referenceId(), member.definition().id(), member.given(), one.groupNames()));
        }
        return new SetBody.Properties(
                given.displayName(),
                "Custom",
                given.description(),
                PolicyMapper.metadata(
                        given.metadata(),
                        before == null ? null : before.properties().metadata(),
                        call.caller().objectId(),
                        clock.instant()),
                given.version(),
                given.parameters() == null ? Json.object() : given.parameters(),
                members,
                given.policyDefinitionGroups());
    }

    /** Returns the set that it deleted. */
    @Transactional
    Outcome delete(ArmResourceId id) {
        requireOwn(id);
        SetEntity row = rows.findById(id.key());
        if (row == null) {
            return Outcome.noContent();
        }
        List<AssignmentEntity> users = assignments.ofDefinition(row.key);
        if (!users.isEmpty()) {
            throw setInUse(row.name, users.get(0).id);
        }
        SetBody deleted = PolicyMapper.body(definitions.set(row));
        rows.delete(row);
        assignments.endAside(row.key);
        return Outcome.ok(deleted);
    }

    private static void requireOwn(ArmResourceId id) {
        notBuiltIf(
                !id.providerScope().isSubscription(), "A policy set definition at another scope than a subscription");
    }
}
