package io.mltwin.compute.mlflow.search;

import static io.mltwin.encoding.Absence.isBlank;

import io.mltwin.compute.mlflow.search.SearchComparison.Comparator;
import io.mltwin.compute.mlflow.search.SearchTokens.SearchToken;
import io.mltwin.compute.mlflow.search.SearchTokens.SearchToken.Type;
import io.mltwin.encoding.AsciiCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * MLflow's filter: comparisons joined by {@code and}, such as {@code metrics.acc > 0.9 and
 * tags.team = "a"}. A thing that lacks a field matches no comparison of it.
 */
public final class SearchFilter {

    private static final int MOST = 100;
    private static final Set<Comparator> OF_TEXTS =
            Set.of(Comparator.EQUAL, Comparator.NOT_EQUAL, Comparator.LIKE, Comparator.ILIKE);
    private static final Set<Comparator> OF_NUMBERS = Set.of(
            Comparator.EQUAL,
            Comparator.NOT_EQUAL,
            Comparator.GREATER,
            Comparator.GREATER_OR_EQUAL,
            Comparator.LESS,
            Comparator.LESS_OR_EQUAL);

    private final List<SearchComparison> comparisons;

    private SearchFilter(List<SearchComparison> comparisons) {
        this.comparisons = comparisons;
    }

    /**
     * Parses a filter; null and blank match everything.
     *
     * @throws io.mltwin.armweb.AzureException 400 {@code INVALID_PARAMETER_VALUE}
     */
    public static SearchFilter parse(String text, SearchFields fields) {
        List<SearchComparison> comparisons = new ArrayList<>();
        if (isBlank(text)) {
            return new SearchFilter(comparisons);
        }
        SearchTokens tokens = SearchTokens.read(text);
        do {
            comparisons.add(comparison(tokens, fields));
        } while (tokens.takeKeyword("and"));
        if (tokens.peek().type() != Type.END) {
            throw tokens.invalid("only 'and' may follow, not '" + tokens.peek().text() + "'");
        }
        if (comparisons.size() > MOST) {
            throw tokens.invalid("it has more than " + MOST + " comparisons");
        }
        return new SearchFilter(comparisons);
    }

    /** True when all comparisons hold for a thing with these values. */
    public boolean matches(Function<SearchField, Object> valueOf) {
        return comparisons.stream().allMatch(comparison -> comparison.matches(valueOf.apply(comparison.field())));
    }

    /** Returns all comparisons, which must all hold. */
    public List<SearchComparison> comparisons() {
        return List.copyOf(comparisons);
    }

    /** Returns whether the values of metrics are needed. */
    public boolean usesMetrics() {
        return comparisons.stream().anyMatch(comparison -> comparison.field().isMetric());
    }

    private static SearchComparison comparison(SearchTokens tokens, SearchFields fields) {
        SearchField field = tokens.takeField(fields);
        Comparator comparator = comparator(tokens);
        boolean number = fields.isNumber(field);
        boolean byId = comparator == Comparator.IN && field.key().equals("run_id");
        if (!byId && !(number ? OF_NUMBERS : OF_TEXTS).contains(comparator)) {
            throw tokens.invalid("'" + comparator.sign() + "' does not compare '" + field.key() + "'");
        }
        List<Object> values = new ArrayList<>();
        if (comparator == Comparator.IN) {
            if (!tokens.takeIf(Type.OPEN)) {
                throw tokens.invalid("a list in parentheses is expected after IN");
            }
            do {
                values.add(value(tokens, field, false));
            } while (tokens.takeIf(Type.COMMA));
            if (!tokens.takeIf(Type.CLOSE)) {
                throw tokens.invalid("the list after IN is not closed");
            }
        } else {
            values.add(value(tokens, field, number));
        }
        return new SearchComparison(field, comparator, List.copyOf(values));
    }

    private static Comparator comparator(SearchTokens tokens) {
        SearchToken token = tokens.take();
        for (Comparator comparator : Comparator.values()) {
            if (AsciiCase.equal(comparator.sign(), token.text())
                    && (token.type() == Type.COMPARATOR || token.type() == Type.WORD)) {
                return comparator;
            }
        }
        throw tokens.invalid("a comparator is expected where '" + token.text() + "' stands");
    }

    private static Object value(SearchTokens tokens, SearchField field, boolean number) {
        SearchToken token = tokens.take();
        if (number && token.type() == Type.NUMBER) {
            return Double.valueOf(token.text());
        }
        if (!number && token.type() == Type.TEXT) {
            return token.text();
        }
        throw tokens.invalid("'"
                + field.key()
                + "' is compared with a "
                + (number ? "number" : "text in quotes")
                + ", not with '"
                + token.text()
                + "'");
    }
}
