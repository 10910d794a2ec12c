package io.mltwin.workspace.resources;

import static io.mltwin.encoding.Absence.isBlank;

import io.mltwin.armweb.AzureException;
import io.mltwin.odatafilter.FilterException;
import io.mltwin.odatafilter.FilterExpression;
import io.mltwin.odatafilter.FilterExpression.And;
import io.mltwin.odatafilter.FilterExpression.Or;
import io.mltwin.odatafilter.FilterParser;
import io.mltwin.workspace.index.IndexedResource;
import java.util.List;

/**
 * {@code $filter} of the lists of resources, in the grammar that Resources - List documents: terms
 * joined by {@code and} and {@code or}, of which {@code and} binds closer.
 *
 * @param alternatives each a list of terms that must all hold; none accepts all
 */
record ResourceFilter(List<List<FilterTerm>> alternatives) {

    /**
     * Parses it; null and blank accept all.
     *
     * @throws AzureException 400 {@code InvalidFilterInQueryString}
     */
    static ResourceFilter parse(String filter) {
        if (isBlank(filter)) {
            return new ResourceFilter(List.of());
        }
        FilterExpression parsed;
        try {
            parsed = FilterParser.parse(filter);
        } catch (FilterException malformed) {
            throw FilterTerm.invalid(filter);
        }
        List<FilterExpression> alternatives = parsed instanceof Or or ? or.terms() : List.of(parsed);
        return new ResourceFilter(alternatives.stream()
                .map(alternative -> terms(alternative, filter))
                .toList());
    }

    private static List<FilterTerm> terms(FilterExpression alternative, String filter) {
        List<FilterExpression> terms = alternative instanceof And and ? and.terms() : List.of(alternative);
        return FilterTerm.withPairedTags(
                terms.stream().map(term -> FilterTerm.of(term, filter)).toList(), filter);
    }

    boolean accepts(IndexedResource resource) {
        return alternatives.isEmpty()
                || alternatives.stream().anyMatch(terms -> terms.stream().allMatch(term -> term.holds(resource)));
    }
}
