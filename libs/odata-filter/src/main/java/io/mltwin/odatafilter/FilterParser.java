package io.mltwin.odatafilter;

import io.mltwin.odatafilter.FilterExpression.And;
import io.mltwin.odatafilter.FilterExpression.Any;
import io.mltwin.odatafilter.FilterExpression.Comparison;
import io.mltwin.odatafilter.FilterExpression.FilterValue;
import io.mltwin.odatafilter.FilterExpression.Function;
import io.mltwin.odatafilter.FilterExpression.Group;
import io.mltwin.odatafilter.FilterExpression.In;
import io.mltwin.odatafilter.FilterExpression.Not;
import io.mltwin.odatafilter.FilterExpression.Operator;
import io.mltwin.odatafilter.FilterExpression.Or;
import java.util.ArrayList;
import java.util.List;

/**
 * Parses OData's {@code $filter}. It knows no properties and no functions: a service accepts those
 * that its lists have and refuses the others in its own error form.
 */
public final class FilterParser {

    private static final int DEEPEST = 20;
    private static final int MOST_TERMS = 200;
    private static final String ANY = "/any";

    private final FilterTokens tokens;
    private int depth;
    private int terms;

    private FilterParser(String text, boolean lowerCaseKeywords) {
        tokens = new FilterTokens(text, lowerCaseKeywords);
    }

    /**
     * Parses a filter whose keywords may be in any case, as Azure Resource Manager takes it.
     *
     * @throws FilterException if it is no filter, or one of more than 200 terms or 20 levels
     */
    public static FilterExpression parse(String text) {
        return new FilterParser(text, false).filter();
    }

    /**
     * Parses a filter whose keywords are in lower case, as Microsoft Graph takes it.
     *
     * @throws FilterException as {@link #parse} does
     */
    public static FilterExpression parseLowerCase(String text) {
        return new FilterParser(text, true).filter();
    }

    /**
     * Parses terms joined by {@code and}; none for null and a blank text.
     *
     * @throws FilterException as {@link #parse} does
     */
    public static List<FilterExpression> parseTerms(String text) {
        if (text == null || text.isBlank()) {
            return List.of();
        }
        FilterExpression filter = parse(text);
        return filter instanceof And and ? and.terms() : List.of(filter);
    }

    /**
     * Parses comparisons joined by {@code and}; none for null and a blank text.
     *
     * @throws FilterException as {@link #parse} does, and if there is anything but comparisons
     */
    public static List<Comparison> parseComparisons(String text) {
        List<Comparison> comparisons = new ArrayList<>();
        for (FilterExpression term : parseTerms(text)) {
            if (!(term instanceof Comparison comparison)) {
                throw new FilterException(text, 0, 0);
            }
            comparisons.add(comparison);
        }
        return comparisons;
    }

    private FilterExpression filter() {
        FilterExpression filter = alternatives();
        tokens.requireEnd();
        return filter;
    }

    private FilterExpression alternatives() {
        List<FilterExpression> found = new ArrayList<>();
        do {
            found.add(conjunction());
        } while (tokens.takeKeyword("or"));
        return found.size() == 1 ? found.get(0) : new Or(List.copyOf(found));
    }

    private FilterExpression conjunction() {
        List<FilterExpression> found = new ArrayList<>();
        do {
            found.add(term());
        } while (tokens.takeKeyword("and"));
        return found.size() == 1 ? found.get(0) : new And(List.copyOf(found));
    }

    private FilterExpression term() {
        tokens.startTerm();
        if (++depth > DEEPEST || ++terms > MOST_TERMS) {
            throw tokens.invalid();
        }
        FilterExpression term;
        if (tokens.takeKeyword("not")) {
            term = new Not(term());
        } else if (tokens.take('(')) {
            term = new Group(alternatives());
            tokens.require(')');
        } else {
            term = functionOrComparison();
        }
        depth--;
        return term;
    }

    private FilterExpression functionOrComparison() {
        String name = tokens.word();
        if (tokens.take('(')) {
            return name.endsWith(ANY)
                    ? any(name.substring(0, name.length() - ANY.length()))
                    : new Function(name, values());
        }
        if (name.endsWith(ANY)) {
            throw tokens.invalid();
        }
        return switch (tokens.keyword()) {
            case "eq" -> comparison(name, Operator.EQ);
            case "ne" -> comparison(name, Operator.NE);
            case "gt" -> comparison(name, Operator.GT);
            case "ge" -> comparison(name, Operator.GE);
            case "lt" -> comparison(name, Operator.LT);
            case "le" -> comparison(name, Operator.LE);
            case "in" -> {
                tokens.require('(');
                yield new In(name, values());
            }
            default -> throw tokens.invalid();
        };
    }

    private Comparison comparison(String path, Operator operator) {
        return new Comparison(path, operator, tokens.value(false));
    }

    private Any any(String path) {
        if (tokens.take(')')) {
            return new Any(path, null, null);
        }
        String variable = tokens.word();
        tokens.require(':');
        FilterExpression condition = alternatives();
        tokens.require(')');
        return new Any(path, variable, condition);
    }

    /** Reads values up to the closing parenthesis. */
    private List<FilterValue> values() {
        List<FilterValue> values = new ArrayList<>();
        if (tokens.take(')')) {
            return values;
        }
        do {
            values.add(tokens.value(true));
        } while (tokens.take(','));
        tokens.require(')');
        return List.copyOf(values);
    }
}
