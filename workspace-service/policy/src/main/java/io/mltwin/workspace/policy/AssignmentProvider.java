package io.mltwin.workspace.policy;

import static io.mltwin.armweb.ArmErrors.missingSubscription;

import io.mltwin.armweb.ArmCall;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.resourceprovider.ResourceType.Verb;
import io.mltwin.workspace.index.FilterTerms;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Microsoft.Authorization/policyAssignments, of a subscription or what lies in one. */
@Singleton
record AssignmentProvider(AssignmentService service) implements ResourceProvider {
    private static final Set<String> FILTERS = Set.of("policydefinitionid");

    @Override
    public List<ResourceType> types() {
        return List.of(ResourceType.named(AssignmentBody.TYPE)
                .require(AssignmentProvider::requireSubscription)
                .get(call -> PolicyMapper.body(service.get(call.id())))
                .list(call -> find(call).map(PolicyMapper::body).toList())
                .put(ResourceChange.reading(AssignmentBody.class, "policy assignment")
                        .validate((call, body) -> AssignmentValidator.validate(call.id(), body))
                        .apply(service::put))
                .delete(call -> service.delete(call.id()))
                .notBuilt(Verb.PATCH)
                .build());
    }

    private static void requireSubscription(ArmCall call) {
        boolean listOfRoot = call.isList() && call.id().isRoot();
        if (call.id().subscriptionId() == null && !listOfRoot) {
            throw missingSubscription();
        }
    }

    /** At, above and below the scope unless a filter says otherwise, as Azure lists them. */
    private Stream<PolicyAssignment> find(ArmCall call) {
        String filter = call.query().getOrDefault("$filter", "").strip();
        if (AsciiCase.equal(filter, "atScope()")) {
            return service.above(call.id()).stream();
        }
        if (AsciiCase.equal(filter, "atExactScope()")) {
            return service.above(call.id()).stream()
                    .filter(assignment -> assignment.scope().equals(call.id()));
        }
        String definition = FilterTerms.parse(filter, FILTERS).get("policydefinitionid");
        return service.around(call.id(), call.caller().tenantId()).stream()
                .filter(assignment -> definition == null
                        || AsciiCase.equal(definition, assignment.properties().policyDefinitionId()));
    }
}
