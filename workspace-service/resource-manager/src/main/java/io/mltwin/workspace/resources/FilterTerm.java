package io.mltwin.workspace.resources;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.armweb.AzureException.notBuilt;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.odatafilter.FilterExpression;
import io.mltwin.odatafilter.FilterExpression.Comparison;
import io.mltwin.odatafilter.FilterExpression.FilterValue;
import io.mltwin.odatafilter.FilterExpression.Function;
import io.mltwin.workspace.index.IndexedResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One term of a filter of resources: {@code property eq 'value'}, {@code ne}, {@code
 * substringof('value', property)} or {@code startswith(property, 'value')}.
 *
 * @param property in lower case
 * @param tagValue the value wanted of the tag that the term names; null for any
 */
record FilterTerm(String property, Operator operator, String value, String tagValue) {

    /** How a property is compared. */
    enum Operator {
        EQ,
        NE,
        SUBSTRING,
        STARTS_WITH
    }

    private static final String TAG_NAME = "tagname";
    private static final String TAG_VALUE = "tagvalue";
    private static final Set<String> COMPARED =
            Set.of("resourcetype", "name", "resourcegroup", "location", TAG_NAME, TAG_VALUE);
    private static final Set<String> SEARCHED = Set.of("name", "resourcegroup");
    private static final Set<String> STARTED = Set.of("resourcetype", "name", "resourcegroup", "location", TAG_NAME);
    private static final Set<String> AZURES_OWN = Set.of("identity", "plan", "managedby", "resourcekind", "kind");

    /**
     * Reads a term.
     *
     * @throws AzureException 400 {@code InvalidFilterInQueryString}, or 501 for a property of
     *     Azure's
     */
    static FilterTerm of(FilterExpression term, String filter) {
        if (term instanceof Comparison compared && compared.value().isQuoted()) {
            return comparison(compared, filter);
        }
        if (term instanceof Function function && function.arguments().size() == 2) {
            FilterValue first = function.arguments().get(0);
            FilterValue second = function.arguments().get(1);
            if (AsciiCase.equal(function.name(), "substringof") && first.isQuoted() && !second.isQuoted()) {
                return of(filter, Operator.SUBSTRING, second.text(), first.text(), SEARCHED);
            }
            if (AsciiCase.equal(function.name(), "startswith") && !first.isQuoted() && second.isQuoted()) {
                return of(filter, Operator.STARTS_WITH, first.text(), second.text(), STARTED);
            }
        }
        throw invalid(filter);
    }

    private static FilterTerm comparison(Comparison compared, String filter) {
        Operator operator = switch (compared.operator()) {
            case EQ -> Operator.EQ;
            case NE -> Operator.NE;
            default -> throw invalid(filter);
        };
        FilterTerm term = of(filter, operator, compared.path(), compared.value().text(), COMPARED);
        if (operator == Operator.NE && term.property.startsWith("tag")) {
            throw invalid(filter);
        }
        return term;
    }

    private static FilterTerm of(String filter, Operator operator, String name, String text, Set<String> allowed) {
        String property = AsciiCase.lower(name);
        if (AZURES_OWN.contains(property.split("/")[0])) {
            throw notBuilt("A $filter by " + name);
        }
        if (!allowed.contains(property)) {
            throw invalid(filter);
        }
        return new FilterTerm(property, operator, text, null);
    }

    /** Gives the value of {@code tagValue} to the terms of {@code tagName} that it belongs to. */
    static List<FilterTerm> withPairedTags(List<FilterTerm> terms, String filter) {
        List<FilterTerm> paired = new ArrayList<>();
        String tagValue = null;
        for (FilterTerm term : terms) {
            if (term.property.equals(TAG_VALUE)) {
                tagValue = term.value;
            } else {
                paired.add(term);
            }
        }
        if (tagValue == null) {
            return List.copyOf(paired);
        }
        String wanted = tagValue;
        if (paired.stream().noneMatch(FilterTerm::isTag)) {
            throw invalid(filter);
        }
        return paired.stream()
                .map(term -> term.isTag() ? term.withValue(wanted) : term)
                .toList();
    }

    private boolean isTag() {
        return property.equals(TAG_NAME);
    }

    private FilterTerm withValue(String wanted) {
        return new FilterTerm(property, operator, value, wanted);
    }

    boolean holds(IndexedResource resource) {
        return switch (property) {
            case "resourcetype" -> holds(resource.id().type());
            case "name" -> holds(resource.id().name());
            case "resourcegroup" -> holds(resource.id().resourceGroup());
            case "location" -> withoutSpaces().holds(resource.location());
            default -> hasTag(resource.tags());
        };
    }

    /** {@code East US} is {@code eastus}. */
    private FilterTerm withoutSpaces() {
        return new FilterTerm(property, operator, value.replace(" ", ""), tagValue);
    }

    private boolean holds(String actual) {
        String given = actual == null ? "" : AsciiCase.lower(actual);
        String wanted = AsciiCase.lower(value);
        return switch (operator) {
            case EQ -> given.equals(wanted);
            case NE -> !given.equals(wanted);
            case SUBSTRING -> given.contains(wanted);
            case STARTS_WITH -> given.startsWith(wanted);
        };
    }

    private boolean hasTag(JsonNode tags) {
        return tags.properties().stream()
                .anyMatch(tag -> holds(tag.getKey())
                        && (tagValue == null || tagValue.equals(tag.getValue().asText())));
    }

    static AzureException invalid(String filter) {
        return badRequest(
                "InvalidFilterInQueryString",
                "Invalid $filter '%s' specified in the query string: give terms of resourceType, name,"
                        + " resourceGroup, location, tagName and tagValue with eq or ne, substringof('text', name) and"
                        + " startswith(name, 'text'), joined by and or or.",
                filter);
    }
}
