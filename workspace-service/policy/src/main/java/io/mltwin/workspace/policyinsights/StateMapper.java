package io.mltwin.workspace.policyinsights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.workspace.policy.Verdict;
import io.mltwin.workspace.policy.rules.PolicySubject;
import java.time.Instant;

/** Between a verdict, its row and its wire form. */
final class StateMapper {

    static final String CONTEXT =
            "/providers/Microsoft.PolicyInsights/policyStates/$metadata#latest";

    private StateMapper() {}

    static StateEntity entity(
            PolicySubject subject, Verdict verdict, Instant now, ObjectMapper json) {
        StateEntity row = new StateEntity();
        row.resourceKey = subject.id().key();
        row.resourceId = subject.id().toString();
        row.assignmentKey = AsciiCase.lower(verdict.assignment().id());
        row.referenceId = verdict.set() == null ? "" : verdict.set().referenceId();
        row.evaluatedAt = now;
        row.compliant = verdict.compliant();
        State state =
                new State(
                        subject.id().type(),
                        subject.resource().path("location").asText(""),
                        subject.resource().path("tags"),
                        verdict);
        try {
            row.state = json.writeValueAsString(state);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a state cannot be written", e);
        }
        return row;
    }

    static StateBody body(StateEntity row, boolean details, ObjectMapper json) {
        State state = read(row.state, json);
        Verdict verdict = state.verdict();
        Verdict.PolicySetMember set = verdict.set();
        ArmResourceId id = ArmResourceId.parse(row.resourceId);
        String parameters = verdict.assignment().parameters().toString();
        return new StateBody(
                null,
                CONTEXT + "/$entity",
                row.evaluatedAt,
                row.resourceId,
                verdict.assignment().id(),
                verdict.definition().id(),
                "",
                row.compliant,
                row.compliant ? "Compliant" : "NonCompliant",
                id.subscriptionId(),
                state.resourceType(),
                state.location(),
                id.resourceGroup(),
                state.tags() == null || state.tags().isNull() ? "{}" : state.tags().toString(),
                verdict.assignment().name(),
                "tbd",
                parameters,
                verdict.assignment().scope(),
                verdict.definition().name(),
                verdict.effect().text(),
                verdict.definition().category(),
                verdict.definition().version(),
                set == null ? "" : set.id(),
                set == null ? "" : set.name(),
                "",
                set == null || set.category() == null ? "" : set.category(),
                set == null ? "" : set.parameters().toString(),
                row.referenceId,
                "",
                details ? new StateBody.Details(verdict.expressions()) : null);
    }

    private static State read(String text, ObjectMapper json) {
        try {
            return json.readValue(text, State.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a compliance state cannot be read", e);
        }
    }
}
