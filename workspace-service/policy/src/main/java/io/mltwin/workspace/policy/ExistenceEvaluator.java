package io.mltwin.workspace.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.arm.ResourceSource;
import io.mltwin.workspace.index.IndexedResource;
import io.mltwin.workspace.index.IndexedState;
import io.mltwin.workspace.index.ResourceIndex;
import io.mltwin.workspace.policy.PolicyEvaluation.Awaited;
import io.mltwin.workspace.policy.rules.ExistenceRule;
import io.mltwin.workspace.policy.rules.ExistenceRule.Scope;
import io.mltwin.workspace.policy.rules.PolicySubject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Settles the results that depend on other resources ({@code auditIfNotExists}), which it asks
 * their providers for. A type of the resource's own children is looked for below it, one that
 * extends resources where the rule's {@code existenceScope} says or else at the resource, any other
 * in the resource group or subscription (Azure Policy, "Azure Policy definitions auditIfNotExists
 * effect").
 */
@Singleton
public record ExistenceEvaluator(ResourceIndex index, ResourceSource source) {
    /** Returns all results, each compliant or not. Calls providers: not in a transaction. */
    public PolicyEvaluation settle(PolicySubject subject, PolicyEvaluation evaluation) {
        if (evaluation.awaited().isEmpty()) {
            return evaluation;
        }
        List<PolicyEvaluationResult> results = new ArrayList<>(evaluation.results());
        for (Awaited one : evaluation.awaited()) {
            results.add(one.result().complying(exists(subject, one)));
        }
        return new PolicyEvaluation(List.copyOf(results), List.of());
    }

    private boolean exists(PolicySubject subject, Awaited one) {
        return candidates(subject, one).anyMatch(id -> {
            JsonNode resource = source.read(id);
            return resource != null
                    && one.rule().accepts(PolicySubject.ofPut(id, resource, subject.group()), one.parameters());
        });
    }

    private Stream<ArmResourceId> candidates(PolicySubject subject, Awaited one) {
        ExistenceRule rule = one.rule();
        String name = rule.name(subject, one.parameters());
        if (rule.isExtension()) {
            String[] type = rule.type().split("/", 2);
            return Stream.of(scope(subject.id(), rule.scope()).provider(type[0], type[1], name));
        }
        return indexed(subject.id(), rule)
                .filter(resource -> resource.state() == IndexedState.CONFIRMED)
                .map(IndexedResource::id)
                .filter(id -> AsciiCase.equal(id.type(), rule.type()))
                .filter(id -> name == null || AsciiCase.equal(String.join("/", id.names()), name));
    }

    private Stream<IndexedResource> indexed(ArmResourceId id, ExistenceRule rule) {
        if (AsciiCase.lower(rule.type()).startsWith(AsciiCase.lower(id.type()) + "/")
                && !id.isSubscription()
                && !id.isResourceGroup()) {
            return index.below(id).stream();
        }
        ArmResourceId scope = scope(id, rule.scope());
        return (scope.isSubscription() ? index.ofSubscription(scope.subscriptionId()) : index.ofGroup(scope)).stream();
    }

    /** Of a subscription there is no group to look in. */
    private static ArmResourceId scope(ArmResourceId id, Scope scope) {
        ArmResourceId subscription = ArmResourceId.subscription(id.subscriptionId());
        return switch (scope) {
            case RESOURCE -> id;
            case SUBSCRIPTION -> subscription;
            case RESOURCE_GROUP ->
                id.resourceGroup() == null ? subscription : subscription.resourceGroup(id.resourceGroup());
        };
    }
}
