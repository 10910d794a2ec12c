package io.mltwin.workspace.policyinsights;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.workspace.arm.ResourceSource;
import io.mltwin.workspace.groups.ResourceGroups;
import io.mltwin.workspace.groups.ResourceGroups.ResourceGroup;
import io.mltwin.workspace.index.IndexedResource;
import io.mltwin.workspace.index.IndexedState;
import io.mltwin.workspace.index.ResourceIndex;
import io.mltwin.workspace.operations.Operation;
import io.mltwin.workspace.operations.OperationWorker;
import io.mltwin.workspace.policy.ExistenceEvaluator;
import io.mltwin.workspace.policy.Policies;
import io.mltwin.workspace.policy.rules.PolicySubject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Evaluates all resources of a scope as they stand; it flags what does not comply, nothing more.
 */
@Singleton
record ComplianceScan(
        ResourceIndex index,
        ResourceGroups groups,
        ResourceSource source,
        Policies policies,
        ExistenceEvaluator existence,
        ComplianceStates states)
        implements OperationWorker {
    static final String NAME = "policy-evaluation";

    private static final Logger LOG = Logger.getLogger(ComplianceScan.class);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Progress advance(Operation operation) {
        scope(ArmResourceId.parse(operation.subject())).forEach(this::evaluate);
        // a client that follows Location waits for 200
        return Progress.done(JsonNodeFactory.instance.objectNode());
    }

    private List<ArmResourceId> scope(ArmResourceId scope) {
        List<ArmResourceId> all = new ArrayList<>();
        if (scope.isSubscription()) {
            all.add(scope);
        }
        groups.ofSubscription(scope.subscriptionId()).stream()
                .map(ResourceGroup::id)
                .filter(group -> scope.isSubscription() || group.equals(scope))
                .forEach(all::add);
        List<IndexedResource> resources =
                scope.isSubscription() ? index.ofSubscription(scope.subscriptionId()) : index.ofGroup(scope);
        resources.stream()
                .filter(resource -> resource.state() == IndexedState.CONFIRMED)
                .map(IndexedResource::id)
                .forEach(all::add);
        return all;
    }

    private void evaluate(ArmResourceId id) {
        if (!policies.anyFor(id)) {
            states.forgetOne(id);
            return;
        }
        JsonNode resource = read(id);
        if (resource == null) {
            return;
        }
        PolicySubject subject = policies.standing(id, resource);
        states.record(subject, existence.settle(subject, policies.judge(subject)));
    }

    /** Null for what is gone, or what its provider does not show. */
    private JsonNode read(ArmResourceId id) {
        try {
            return source.read(id);
        } catch (AzureException fault) {
            if (fault.status() == 501 || fault.status() == 405) {
                LOG.infof("Policies cannot look at %s: %s", id, fault.getMessage());
                return null;
            }
            throw fault;
        }
    }
}
