package io.mltwin.workspace.resources;

import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.AzureFault;
import io.mltwin.workspace.index.IndexedResource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code $filter} of the lists of resources, in the grammar that Resources - List documents: terms
 * joined by {@code and} and {@code or}, of which {@code and} binds closer.
 *
 * @param alternatives each a list of terms that must all hold; none accepts all
 */
record ResourceFilter(List<List<FilterTerm>> alternatives) {

    private static final Pattern JOIN = AsciiCase.pattern("(and|or)\\s+");

    /**
     * Reads it; null and blank accept all.
     *
     * @throws AzureFault 400 {@code InvalidFilterInQueryString}
     */
    static ResourceFilter parse(String filter) {
        if (filter == null || filter.isBlank()) {
            return new ResourceFilter(List.of());
        }
        List<List<FilterTerm>> alternatives = new ArrayList<>();
        List<FilterTerm> terms = new ArrayList<>();
        int at = 0;
        while (true) {
            FilterTerm.Read read = FilterTerm.read(filter, at);
            terms.add(read.term());
            at = read.end();
            if (at == filter.length()) {
                alternatives.add(FilterTerm.withPairedTags(terms, filter));
                return new ResourceFilter(List.copyOf(alternatives));
            }
            Matcher join = JOIN.matcher(filter).region(at, filter.length());
            if (!join.lookingAt()) {
                throw FilterTerm.invalid(filter);
            }
            if (AsciiCase.equal(join.group(1), "or")) {
                alternatives.add(FilterTerm.withPairedTags(terms, filter));
                terms = new ArrayList<>();
            }
            at = join.end();
        }
    }

    boolean accepts(IndexedResource resource) {
        return alternatives.isEmpty()
                || alternatives.stream()
                        .anyMatch(terms -> terms.stream().allMatch(term -> term.holds(resource)));
    }
}
