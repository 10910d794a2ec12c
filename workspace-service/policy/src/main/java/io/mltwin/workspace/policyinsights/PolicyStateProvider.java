package io.mltwin.workspace.policyinsights;

import static io.mltwin.armweb.ArmErrors.methodNotAllowed;
import static io.mltwin.armweb.AzureException.badRequestIf;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.workspace.operations.Operations;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/**
 * Microsoft.PolicyInsights/policyStates of a subscription, group or resource: {@code queryResults},
 * {@code summarize} and {@code triggerEvaluation}.
 *
 * <p>Deviation: only the latest states are kept; policyEvents, remediations, attestations and
 * checkPolicyRestrictions answer 501.
 */
@Singleton
record PolicyStateProvider(ComplianceStates states, Operations operations) implements ResourceProvider {
    private static final String TYPE = "Microsoft.PolicyInsights/policyStates";
    private static final Set<String> STATES = Set.of("latest", "default");

    @Override
    public List<ResourceType> types() {
        return List.of(ResourceType.named(TYPE)
                .require(PolicyStateProvider::requireLatest)
                .action("queryResults", this::queryResults)
                .action("summarize", this::summarize)
                .action(
                        "triggerEvaluation",
                        ResourceChange.withoutBody()
                                .validate((call, none) -> requireContainer(call))
                                .apply((call, none) -> triggerEvaluation(call)))
                .build());
    }

    private static void requireLatest(ArmCall call) {
        if (!AsciiCase.equal(call.id().type(), TYPE)
                || !STATES.contains(AsciiCase.lower(call.id().name()))) {
            throw methodNotAllowed(call);
        }
    }

    private JsonNode queryResults(ArmCall call) {
        StateQuery query = new StateQuery(call);
        List<StateBody> found = query.select(states.of(call.id().providerScope(), query.wantsDetails()));
        return query.fields(new StateBody.Page(StateMapper.CONTEXT, found.size(), null, found));
    }

    private SummaryBody summarize(ArmCall call) {
        StateQuery query = new StateQuery(call);
        List<StateBody> found = query.select(states.of(call.id().providerScope(), false));
        String uri = call.baseUrl() + call.id() + "/queryResults?api-version=" + call.apiVersion();
        return Summaries.of(found, uri);
    }

    private static void requireContainer(ArmCall call) {
        ArmResourceId scope = call.id().providerScope();
        badRequestIf(
                !scope.isSubscription() && !scope.isResourceGroup(),
                "InvalidPolicyEvaluationScope",
                "An evaluation is triggered for a subscription or a resource group.");
    }

    private Outcome triggerEvaluation(ArmCall call) {
        String scope = call.id().providerScope().toString();
        return Outcome.accepted(202, null, operations.open(call, ComplianceScan.NAME, scope, "global"));
    }
}
