package io.mltwin.compute.mlflow.search;

import static io.mltwin.encoding.Absence.orEmpty;
import static java.util.Objects.requireNonNullElse;

import io.mltwin.compute.mlflow.search.SearchTokens.SearchToken.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;

/**
 * MLflow's {@code order_by}: fields with {@code ASC} or {@code DESC}. What lacks a field comes last
 * in both directions, a number that is none just before it.
 */
public final class SearchOrder {

    private final List<Term> terms;

    /** A field and its direction. */
    public record Term(SearchField field, boolean descending) {}

    private SearchOrder(List<Term> terms) {
        this.terms = terms;
    }

    /**
     * Parses the orders of a request.
     *
     * @param orders null for none
     * @throws io.mltwin.armweb.AzureException 400 {@code INVALID_PARAMETER_VALUE}
     */
    public static SearchOrder parse(List<String> orders, SearchFields fields) {
        List<Term> terms = new ArrayList<>();
        for (String order : orEmpty(orders)) {
            SearchTokens tokens = SearchTokens.read(requireNonNullElse(order, ""));
            SearchField field = tokens.takeField(fields);
            boolean descending = tokens.takeKeyword("desc");
            if (!descending) {
                tokens.takeKeyword("asc");
            }
            if (tokens.peek().type() != Type.END) {
                throw tokens.invalid("a field may be followed by ASC or DESC");
            }
            terms.add(new Term(field, descending));
        }
        return new SearchOrder(terms);
    }

    /** Returns the fields in the order in which they count. */
    public List<Term> terms() {
        return List.copyOf(terms);
    }

    /** Returns whether the values of metrics are needed. */
    public boolean usesMetrics() {
        return terms.stream().anyMatch(term -> term.field().isMetric());
    }

    /**
     * The order of things with these values.
     *
     * @param usual orders what the terms leave equal
     */
    public <T> Comparator<T> comparator(BiFunction<T, SearchField, Object> valueOf, Comparator<T> usual) {
        Comparator<T> order = null;
        for (Term term : terms) {
            Comparator<T> next = (one, other) ->
                    compare(valueOf.apply(one, term.field()), valueOf.apply(other, term.field()), term.descending());
            order = order == null ? next : order.thenComparing(next);
        }
        return order == null ? usual : order.thenComparing(usual);
    }

    private static int compare(Object one, Object other, boolean descending) {
        int rank = Integer.compare(rank(one), rank(other));
        if (rank != 0 || rank(one) > 0) {
            return rank;
        }
        int order = one instanceof Number number
                ? Double.compare(number.doubleValue(), ((Number) other).doubleValue())
                : one.toString().compareTo(other.toString());
        return descending ? -order : order;
    }

    private static int rank(Object value) {
        if (value == null) {
            return 2;
        }
        return value instanceof Number number && Double.isNaN(number.doubleValue()) ? 1 : 0;
    }
}
