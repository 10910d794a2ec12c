package io.mltwin.workspace.resources;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.AzureFault;
import io.mltwin.workspace.index.IndexedResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    /** A term that was read, and where it ends. */
    record Read(FilterTerm term, int end) {}

    private static final String TAG_NAME = "tagname";
    private static final String TAG_VALUE = "tagvalue";
    private static final Set<String> COMPARED =
            Set.of("resourcetype", "name", "resourcegroup", "location", TAG_NAME, TAG_VALUE);
    private static final Set<String> SEARCHED = Set.of("name", "resourcegroup");
    private static final Set<String> STARTED =
            Set.of("resourcetype", "name", "resourcegroup", "location", TAG_NAME);
    private static final Set<String> AZURES_OWN =
            Set.of("identity", "plan", "managedby", "resourcekind", "kind");

    private static final String NAME = "([A-Za-z]+(?:/[A-Za-z]+)?)";
    private static final String TEXT = "'((?:[^']|'')*+)'";
    private static final Map<Operator, Pattern> FORMS =
            Map.of(
                    Operator.EQ, pattern(NAME + "\\s+(eq|ne)\\s+" + TEXT),
                    Operator.SUBSTRING,
                            pattern("substringof\\(\\s*" + TEXT + "\\s*,\\s*" + NAME + "\\s*\\)"),
                    Operator.STARTS_WITH,
                            pattern("startswith\\(\\s*" + NAME + "\\s*,\\s*" + TEXT + "\\s*\\)"));

    private static Pattern pattern(String form) {
        return AsciiCase.pattern("\\s*" + form + "\\s*");
    }

    static Read read(String filter, int at) {
        for (Operator form : FORMS.keySet()) {
            Matcher matcher = FORMS.get(form).matcher(filter).region(at, filter.length());
            if (matcher.lookingAt()) {
                return new Read(term(filter, form, matcher), matcher.end());
            }
        }
        throw invalid(filter);
    }

    private static FilterTerm term(String filter, Operator form, Matcher found) {
        return switch (form) {
            case SUBSTRING -> of(filter, form, found.group(2), found.group(1), SEARCHED);
            case STARTS_WITH -> of(filter, form, found.group(1), found.group(2), STARTED);
            default -> {
                boolean equal = AsciiCase.equal(found.group(2), "eq");
                Operator operator = equal ? Operator.EQ : Operator.NE;
                FilterTerm term = of(filter, operator, found.group(1), found.group(3), COMPARED);
                if (!equal && term.property.startsWith("tag")) {
                    throw invalid(filter);
                }
                yield term;
            }
        };
    }

    private static FilterTerm of(
            String filter, Operator operator, String name, String text, Set<String> allowed) {
        String property = AsciiCase.lower(name);
        if (AZURES_OWN.contains(property.split("/")[0])) {
            throw AzureFault.notBuilt("A $filter by " + name);
        }
        if (!allowed.contains(property)) {
            throw invalid(filter);
        }
        return new FilterTerm(property, operator, text.replace("''", "'"), null);
    }

    /** A value of a tag means the tag that is named beside it. */
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
        return paired.stream().map(term -> term.isTag() ? term.withValue(wanted) : term).toList();
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
                .anyMatch(
                        tag ->
                                holds(tag.getKey())
                                        && (tagValue == null
                                                || tagValue.equals(tag.getValue().asText())));
    }

    static AzureFault invalid(String filter) {
        return new AzureFault(
                400,
                "InvalidFilterInQueryString",
                "Invalid $filter '"
                        + filter
                        + "' specified in the query string: give terms of resourceType, name, resourceGroup, location, tagName and tagValue"
                        + " with eq or ne, substringof('text', name) and startswith(name, 'text'), joined by and or or.");
    }
}
