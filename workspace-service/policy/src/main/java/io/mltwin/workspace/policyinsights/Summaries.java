package io.mltwin.workspace.policyinsights;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.policyinsights.SummaryBody.AssignmentSummary;
import io.mltwin.workspace.policyinsights.SummaryBody.Count;
import io.mltwin.workspace.policyinsights.SummaryBody.DefinitionSummary;
import io.mltwin.workspace.policyinsights.SummaryBody.Results;
import io.mltwin.workspace.policyinsights.SummaryBody.Summary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Counts policy states: a resource or policy complies when all its states do. */
final class Summaries {

    private Summaries() {}

    static SummaryBody of(List<StateBody> states, String queryResultsUri) {
        List<AssignmentSummary> assignments = new ArrayList<>();
        by(states, StateBody::policyAssignmentId)
                .forEach((assignment, own) -> assignments.add(new AssignmentSummary(
                        assignment,
                        own.get(0).policySetDefinitionId(),
                        results(own, queryResultsUri),
                        definitions(own, queryResultsUri))));
        Summary summary = new Summary(
                null,
                StateMapper.CONTEXT.replace("#latest", "#summary") + "/$entity",
                results(states, queryResultsUri),
                assignments);
        return new SummaryBody(StateMapper.CONTEXT.replace("#latest", "#summary"), 1, List.of(summary));
    }

    private static List<DefinitionSummary> definitions(List<StateBody> states, String uri) {
        List<DefinitionSummary> all = new ArrayList<>();
        by(states, Summaries::policy)
                .forEach((policy, own) -> all.add(new DefinitionSummary(
                        AsciiCase.lower(own.get(0).policyDefinitionId()),
                        own.get(0).policyDefinitionReferenceId(),
                        own.get(0).policyDefinitionAction(),
                        results(own, uri))));
        return all;
    }

    private static Results results(List<StateBody> states, String uri) {
        List<Count> resources = counts(states, state -> state.resourceId());
        List<Count> policies = counts(states, state -> state.policyAssignmentId() + policy(state));
        return new Results(uri, nonCompliant(resources), nonCompliant(policies), resources, policies, List.of());
    }

    /** A definition may be in a set more than once. */
    private static String policy(StateBody state) {
        return state.policyDefinitionId() + " " + state.policyDefinitionReferenceId();
    }

    private static long nonCompliant(List<Count> counts) {
        return counts.stream()
                .filter(count -> count.complianceState().equals("noncompliant"))
                .mapToLong(Count::count)
                .sum();
    }

    private static List<Count> counts(List<StateBody> states, Function<StateBody, String> key) {
        Map<Boolean, Long> counted = by(states, key).values().stream()
                .collect(Collectors.partitioningBy(
                        own -> own.stream().allMatch(StateBody::isCompliant), Collectors.counting()));
        List<Count> counts = new ArrayList<>();
        if (counted.get(true) > 0) {
            counts.add(new Count("compliant", counted.get(true)));
        }
        if (counted.get(false) > 0) {
            counts.add(new Count("noncompliant", counted.get(false)));
        }
        return counts;
    }

    private static Map<String, List<StateBody>> by(List<StateBody> states, Function<StateBody, String> key) {
        return states.stream()
                .collect(Collectors.groupingBy(
                        state -> AsciiCase.lower(key.apply(state)), LinkedHashMap::new, Collectors.toList()));
    }
}
