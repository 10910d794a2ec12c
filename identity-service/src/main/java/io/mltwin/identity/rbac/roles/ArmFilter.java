package io.mltwin.identity.rbac.roles;

import static io.mltwin.identity.rbac.roles.RoleErrors.invalidFilter;

import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.odatafilter.FilterException;
import io.mltwin.odatafilter.FilterExpression;
import io.mltwin.odatafilter.FilterExpression.Comparison;
import io.mltwin.odatafilter.FilterExpression.FilterValue;
import io.mltwin.odatafilter.FilterExpression.Function;
import io.mltwin.odatafilter.FilterExpression.Operator;
import io.mltwin.odatafilter.FilterParser;
import java.util.List;
import java.util.Optional;

/** The {@code $filter} of role assignments and definitions: terms joined by {@code and}. */
public record ArmFilter(List<Term> terms) {

    /** Returns the refusal of a term that a list does not have. */
    public static AzureException unsupported(String filter) {
        return invalidFilter(filter);
    }

    /**
     * {@code name(…)} or {@code name eq '…'}.
     *
     * @param value null for none
     */
    public record Term(String name, String value, boolean isFunction) {

        public boolean isFunction(String function) {
            return isFunction && AsciiCase.equal(name, function);
        }

        public boolean isProperty(String property) {
            return !isFunction && AsciiCase.equal(name, property);
        }
    }

    /** Returns true when one of the terms is the function. */
    public boolean has(String function) {
        return terms.stream().anyMatch(term -> term.isFunction(function));
    }

    /** Returns the value of the first term of a property. */
    public Optional<String> value(String property) {
        return terms.stream()
                .filter(term -> term.isProperty(property))
                .map(Term::value)
                .findFirst();
    }

    /** Returns the terms that are not the function. */
    public List<Term> without(String function) {
        return terms.stream().filter(term -> !term.isFunction(function)).toList();
    }

    /** Parses the filter; null has no terms. */
    public static ArmFilter parse(String filter) {
        try {
            return new ArmFilter(FilterParser.parseTerms(filter).stream()
                    .map(term -> term(term, filter))
                    .toList());
        } catch (FilterException malformed) {
            throw invalidFilter(filter);
        }
    }

    private static Term term(FilterExpression term, String filter) {
        if (term instanceof Function function && function.arguments().isEmpty()) {
            return new Term(function.name(), null, true);
        }
        if (term instanceof Function function
                && function.arguments().size() == 1
                && isText(function.arguments().get(0))) {
            return new Term(function.name(), function.arguments().get(0).text(), true);
        }
        if (term instanceof Comparison comparison
                && comparison.operator() == Operator.EQ
                && (isText(comparison.value()) || isId(comparison.value()))) {
            return new Term(comparison.path(), comparison.value().text(), false);
        }
        throw invalidFilter(filter);
    }

    private static boolean isText(FilterValue value) {
        return value.isQuoted() && value.text().indexOf('\'') < 0;
    }

    /** An id may come without quotes. */
    private static boolean isId(FilterValue value) {
        return !value.isQuoted() && Guid.read(value.text()) != null;
    }
}
