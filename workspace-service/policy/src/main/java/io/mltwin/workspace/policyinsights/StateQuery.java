package io.mltwin.workspace.policyinsights;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.armweb.AzureException.notBuiltIf;
import static io.mltwin.encoding.Absence.isBlank;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Json;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.odatafilter.FilterException;
import io.mltwin.odatafilter.FilterExpression.Comparison;
import io.mltwin.odatafilter.FilterExpression.FilterValue;
import io.mltwin.odatafilter.FilterExpression.Operator;
import io.mltwin.odatafilter.FilterParser;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The OData options of queries for policy states: {@code $filter} with {@code eq} and {@code ne}
 * joined by {@code and}, {@code $from}, {@code $to}, {@code $orderby} of one field, {@code
 * $select}, {@code $top}, {@code $expand=PolicyEvaluationDetails}.
 */
final class StateQuery {

    private static final Pattern LITERAL = Pattern.compile("[A-Za-z0-9.]+");
    private static final Set<String> OPTIONS =
            Set.of("api-version", "$filter", "$from", "$to", "$orderby", "$select", "$top", "$expand");

    private final ArmCall call;

    StateQuery(ArmCall call) {
        this.call = call;
        for (String name : call.query().keySet()) {
            notBuiltIf(!OPTIONS.contains(name), "The option '%s' of policy state queries", name);
        }
    }

    boolean wantsDetails() {
        return AsciiCase.equal("PolicyEvaluationDetails", call.query().get("$expand"));
    }

    /** Returns the states that the options select, in their order. */
    List<StateBody> select(List<StateBody> all) {
        List<StateBody> kept = new ArrayList<>(all);
        Instant from = time("$from");
        Instant to = time("$to");
        kept.removeIf(state -> from != null && state.timestamp().isBefore(from)
                || to != null && state.timestamp().isAfter(to));
        filter(kept);
        order(kept);
        String top = call.query().get("$top");
        if (top == null) {
            return kept;
        }
        if (!top.matches("\\d{1,6}")) {
            throw invalid("$top", top);
        }
        return kept.subList(0, Math.min(kept.size(), Integer.parseInt(top)));
    }

    /** Returns the page with only the fields of {@code $select}. */
    JsonNode fields(StateBody.Page all) {
        JsonNode page = Json.tree(all);
        String names = call.query().get("$select");
        if (!isBlank(names)) {
            Set<String> wanted =
                    Arrays.stream(names.split(",")).map(String::strip).collect(Collectors.toSet());
            page.path("value").forEach(state -> ((ObjectNode) state).retain(wanted));
        }
        return page;
    }

    private void filter(List<StateBody> states) {
        for (Comparison comparison : comparisons(call.query().get("$filter"))) {
            FilterValue value = comparison.value();
            boolean equal = comparison.operator() == Operator.EQ;
            if (!equal && comparison.operator() != Operator.NE
                    || !value.isQuoted() && !LITERAL.matcher(value.text()).matches()) {
                throw invalid("$filter", comparison.toString());
            }
            states.removeIf(state -> AsciiCase.equal(value(state, comparison.path()), value.text()) != equal);
        }
    }

    private static List<Comparison> comparisons(String filter) {
        try {
            return FilterParser.parseComparisons(filter);
        } catch (FilterException malformed) {
            throw invalid("$filter", malformed.term());
        }
    }

    private void order(List<StateBody> states) {
        String order = call.query().get("$orderby");
        if (isBlank(order)) {
            return;
        }
        String[] words = order.strip().split("\\s+");
        if (words.length > 2 || words.length == 2 && !words[1].matches("(?i)asc|desc")) {
            throw invalid("$orderby", order);
        }
        Comparator<StateBody> by = Comparator.comparing(state -> value(state, words[0]));
        states.sort(words.length == 2 && AsciiCase.equal(words[1], "desc") ? by.reversed() : by);
    }

    private String value(StateBody state, String field) {
        for (var property : Json.tree(state).properties()) {
            if (AsciiCase.equal(property.getKey(), field)) {
                return property.getValue().asText();
            }
        }
        throw invalid("$filter", field);
    }

    private Instant time(String option) {
        String text = call.query().get(option);
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException malformed) {
            throw invalid(option, text);
        }
    }

    private static AzureException invalid(String option, String text) {
        return badRequest("InvalidQueryOption", "The query option %s is not understood at '%s'.", option, text);
    }
}
