package io.mltwin.workspace.policyinsights;

import static io.mltwin.armweb.Json.isGiven;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Json;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.policy.PolicyEvaluationResult;
import io.mltwin.workspace.policy.rules.PolicySubject;
import java.time.Instant;

/** Maps between a result, its row and its wire form. */
final class StateMapper {

    /** A result, with the part of the resource that Azure shows with it. */
    record State(String resourceType, String location, JsonNode tags, PolicyEvaluationResult result) {}

    static final String CONTEXT = "/providers/Microsoft.PolicyInsights/policyStates/$metadata#latest";

    private StateMapper() {}

    static StateEntity entity(PolicySubject subject, PolicyEvaluationResult result, Instant now) {
        StateEntity row = new StateEntity();
        row.resourceKey = subject.id().key();
        row.resourceId = subject.id().toString();
        row.assignmentKey = AsciiCase.lower(result.assignment().id());
        row.referenceId = result.set() == null ? "" : result.set().referenceId();
        row.evaluatedAt = now;
        row.compliant = result.compliant();
        State state = new State(
                subject.id().type(),
                subject.resource().path("location").asText(""),
                subject.resource().path("tags"),
                result);
        row.state = Json.write(state);
        return row;
    }

    static StateBody body(StateEntity row, boolean details) {
        State state = Json.read(row.state, State.class);
        PolicyEvaluationResult result = state.result();
        PolicyEvaluationResult.PolicySetMember set = result.set();
        ArmResourceId id = ArmResourceId.parse(row.resourceId);
        String parameters = result.assignment().parameters().toString();
        return new StateBody(
                null,
                CONTEXT + "/$entity",
                row.evaluatedAt,
                row.resourceId,
                result.assignment().id(),
                result.definition().id(),
                "",
                row.compliant,
                row.compliant ? "Compliant" : "NonCompliant",
                id.subscriptionId(),
                state.resourceType(),
                state.location(),
                id.resourceGroup(),
                !isGiven(state.tags()) ? "{}" : state.tags().toString(),
                result.assignment().name(),
                "tbd",
                parameters,
                result.assignment().scope(),
                result.definition().name(),
                result.effect().text(),
                result.definition().category(),
                result.definition().version(),
                set == null ? "" : set.id(),
                set == null ? "" : set.name(),
                "",
                set == null || set.category() == null ? "" : set.category(),
                set == null ? "" : set.parameters().toString(),
                row.referenceId,
                "",
                details ? new StateBody.Details(result.expressions()) : null);
    }
}
