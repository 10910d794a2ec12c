package io.mltwin.workspace.policyinsights;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmProvider;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.AzureFault;
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
class PolicyStateProvider implements ArmProvider {

    private static final String TYPE = "Microsoft.PolicyInsights/policyStates";
    private static final Set<String> STATES = Set.of("latest", "default");

    private final ComplianceStates states;
    private final Operations operations;
    private final ObjectMapper json;

    PolicyStateProvider(ComplianceStates states, Operations operations, ObjectMapper json) {
        this.states = states;
        this.operations = operations;
        this.json = json;
    }

    @Override
    public List<String> types() {
        return List.of(TYPE);
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        ArmResourceId id = call.id();
        if (!AsciiCase.equal(id.type(), TYPE) || !STATES.contains(AsciiCase.lower(id.name()))) {
            throw ArmErrors.methodNotAllowed(call);
        }
        if (call.isPost("queryResults")) {
            return queryResults(call);
        }
        if (call.isPost("summarize")) {
            return summarize(call);
        }
        if (call.isPost("triggerEvaluation")) {
            return triggerEvaluation(call);
        }
        throw ArmErrors.methodNotAllowed(call);
    }

    private ArmAnswer queryResults(ArmCall call) {
        StateQuery query = new StateQuery(call, json);
        List<StateBody> found =
                query.select(states.of(call.id().providerScope(), query.wantsDetails()));
        JsonNode page =
                json.valueToTree(
                        new StateBody.Page(StateMapper.CONTEXT, found.size(), null, found));
        return ArmAnswer.ok(query.fields(page));
    }

    private ArmAnswer summarize(ArmCall call) {
        StateQuery query = new StateQuery(call, json);
        List<StateBody> found = query.select(states.of(call.id().providerScope(), false));
        String uri = call.baseUrl() + call.id() + "/queryResults?api-version=" + call.apiVersion();
        return ArmAnswer.ok(json.valueToTree(Summaries.of(found, uri)));
    }

    private ArmAnswer triggerEvaluation(ArmCall call) {
        ArmResourceId scope = call.id().providerScope();
        if (!scope.isSubscription() && !scope.isResourceGroup()) {
            throw new AzureFault(
                    400,
                    "InvalidPolicyEvaluationScope",
                    "An evaluation is triggered for a subscription or a resource group.");
        }
        return ArmAnswer.accepted(
                202, null, operations.open(call, ComplianceScan.NAME, scope.toString(), "global"));
    }
}
