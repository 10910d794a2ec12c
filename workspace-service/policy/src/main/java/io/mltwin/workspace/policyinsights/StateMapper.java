package io.mltwin.workspace.policyinsights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.policy.PolicyEvaluationResult;
import io.mltwin.workspace.policy.rules.PolicySubject;
import java.time.Instant;

/** Maps between a result, its row and its wire form. */
final class StateMapper {

    static final String CONTEXT = "/providers/Microsoft.PolicyInsights/policyStates/$metadata#latest";

    private StateMapper() {}

    static StateEntity entity(PolicySubject subject, PolicyEvaluationResult result, Instant now, ObjectMapper json) {
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
        try {
            row.state = json.writeValueAsString(state);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a state cannot be written", e);
        }
        return row;
    }

    static StateBody body(StateEntity row, boolean details, ObjectMapper json) {
        State state = read(row.state, json);
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
                state.tags() == null || state.tags().isNull()
                        ? "{}"
                        : state.tags().toString(),
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

    private static State read(String text, ObjectMapper json) {
        try {
            return json.readValue(text, State.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a compliance state cannot be read", e);
        }
    }
}
