package io.mltwin.compute.mlflow.search;

import static io.mltwin.compute.mlflow.errors.MlflowErrors.invalid;

import io.mltwin.compute.mlflow.search.SearchField.Kind;
import io.mltwin.encoding.AsciiCase;
import java.util.Map;
import java.util.Set;

/**
 * The fields that may be compared and ordered by.
 *
 * @param kinds those that things of this kind have
 * @param attributes names of attributes; true for numbers
 */
public record SearchFields(Set<Kind> kinds, Map<String, Boolean> attributes) {

    private static final Map<String, Kind> PREFIXES = Map.ofEntries(
            Map.entry("metrics", Kind.METRIC),
            Map.entry("metric", Kind.METRIC),
            Map.entry("params", Kind.PARAM),
            Map.entry("param", Kind.PARAM),
            Map.entry("parameters", Kind.PARAM),
            Map.entry("parameter", Kind.PARAM),
            Map.entry("tags", Kind.TAG),
            Map.entry("tag", Kind.TAG),
            Map.entry("attributes", Kind.ATTRIBUTE),
            Map.entry("attribute", Kind.ATTRIBUTE),
            Map.entry("attr", Kind.ATTRIBUTE),
            Map.entry("run", Kind.ATTRIBUTE));

    /**
     * The field of a name.
     *
     * @param prefix what stands before the first dot, null when there is no dot
     */
    SearchField find(String prefix, String key) {
        Kind kind = prefix == null ? Kind.ATTRIBUTE : PREFIXES.get(AsciiCase.lower(prefix));
        if (kind == null || !kinds.contains(kind)) {
            throw invalid(
                    "Invalid entity type '%s': it is one of %s.",
                    prefix, kinds.stream().map(SearchFields::name).sorted().toList());
        }
        if (key.isEmpty()) {
            throw invalid("The name of a %s is missing.", name(kind));
        }
        if (kind == Kind.ATTRIBUTE && !attributes.containsKey(key)) {
            throw invalid(
                    "Invalid attribute key '%s': it is one of %s.",
                    key, attributes.keySet().stream().sorted().toList());
        }
        return new SearchField(kind, key);
    }

    boolean isNumber(SearchField field) {
        return field.isMetric() || field.kind() == Kind.ATTRIBUTE && attributes.get(field.key());
    }

    private static String name(Kind kind) {
        return AsciiCase.lower(kind.name());
    }
}
