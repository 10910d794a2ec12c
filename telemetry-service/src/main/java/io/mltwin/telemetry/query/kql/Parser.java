package io.mltwin.telemetry.query.kql;

import io.mltwin.telemetry.query.kql.Operator.Count;
import io.mltwin.telemetry.query.kql.Operator.Extend;
import io.mltwin.telemetry.query.kql.Operator.Project;
import io.mltwin.telemetry.query.kql.Operator.Sort;
import io.mltwin.telemetry.query.kql.Operator.Summarize;
import io.mltwin.telemetry.query.kql.Operator.Summarize.Measure;
import io.mltwin.telemetry.query.kql.Operator.Take;
import io.mltwin.telemetry.query.kql.Operator.Where;
import io.mltwin.telemetry.query.kql.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a query by recursive descent: a table, then steps. What is not known is refused, never
 * skipped.
 */
final class Parser {

    private static final int LONGEST = 64 << 10;
    private static final int MOST_STEPS = 100;
    private static final int MOST_COLUMNS = 200;
    private static final List<String> VISUALIZATIONS = List.of(
            "table", "timechart", "linechart", "areachart", "barchart", "columnchart", "piechart", "scatterchart");

    private final TokenReader tokens;
    private final ExpressionParser expressions;
    private int columns;

    private Parser(String query) {
        this.tokens = new TokenReader(Lexer.tokens(query));
        this.expressions = new ExpressionParser(tokens);
    }

    static Query parse(String text) {
        if (text.length() > LONGEST) {
            throw KqlException.syntax("The query is longer than " + LONGEST + " characters.");
        }
        return new Parser(text).query();
    }

    private Query query() {
        String table = tokens.expect(Kind.IDENTIFIER, "a table's name");
        List<Operator> steps = new ArrayList<>();
        String visualization = null;
        while (tokens.takeSymbol("|")) {
            if (tokens.takeWord("render")) {
                visualization = visualization();
                break;
            }
            steps.add(step());
            if (steps.size() > MOST_STEPS) {
                throw KqlException.syntax("The query has more than " + MOST_STEPS + " operators.");
            }
        }
        Token rest = tokens.next();
        if (rest.kind() != Kind.END) {
            throw KqlException.syntax("Query could not be parsed at " + rest.describe() + ".");
        }
        return new Query(table, List.copyOf(steps), visualization);
    }

    /** The chart after {@code render}, which ends a query. */
    private String visualization() {
        Token word = tokens.next();
        if (word.kind() != Kind.IDENTIFIER || !VISUALIZATIONS.contains(word.text())) {
            throw KqlException.syntax("Query could not be parsed at "
                    + word.describe()
                    + ": a chart was expected, one of "
                    + String.join(", ", VISUALIZATIONS)
                    + ".");
        }
        return word.text();
    }

    private Operator step() {
        Token word = tokens.next();
        if (word.kind() != Kind.IDENTIFIER) {
            throw KqlException.syntax(
                    "Query could not be parsed at " + word.describe() + ": an operator was expected.");
        }
        return switch (word.text()) {
            case "where", "filter" -> new Where(expressions.expression());
            case "project" -> new Project(named());
            case "extend" -> new Extend(named());
            case "take", "limit" -> new Take(count());
            case "top" -> top();
            case "order", "sort" -> new Sort(keys(), Long.MAX_VALUE);
            case "count" -> new Count();
            case "distinct" -> new Summarize(List.of(), named());
            case "summarize" -> summarize();
            default -> throw KqlException.syntax("The operator '" + word.text() + "' is not known.");
        };
    }

    private long count() {
        String digits = tokens.expect(Kind.NUMBER, "a number of rows");
        if (!digits.matches("\\d{1,9}")) {
            throw KqlException.syntax("'" + digits + "' is no number of rows.");
        }
        return Long.parseLong(digits);
    }

    private Operator top() {
        long count = count();
        return new Sort(keys(), count);
    }

    private List<Sort.Key> keys() {
        if (!tokens.takeWord("by")) {
            throw KqlException.syntax(
                    "Query could not be parsed at " + tokens.peek().describe() + ": 'by' was expected.");
        }
        List<Sort.Key> keys = new ArrayList<>();
        do {
            Expression expression = expressions.expression();
            boolean ascending = tokens.takeWord("asc");
            if (!ascending) {
                tokens.takeWord("desc");
            }
            keys.add(new Sort.Key(expression, ascending));
        } while (tokens.takeSymbol(","));
        return List.copyOf(keys);
    }

    private List<Named> named() {
        List<Named> list = new ArrayList<>();
        do {
            String name = name();
            list.add(new Named(name, expressions.expression()));
        } while (tokens.takeSymbol(","));
        return List.copyOf(list);
    }

    /** A name before {@code =}, which is taken too, or null. */
    private String name() {
        if (++columns > MOST_COLUMNS) {
            throw KqlException.syntax("The query makes more than " + MOST_COLUMNS + " columns.");
        }
        if (tokens.peek().kind() == Kind.IDENTIFIER && tokens.peekSecond().isSymbol("=")) {
            String name = tokens.next().text();
            tokens.next();
            return name;
        }
        return null;
    }

    private Operator summarize() {
        List<Measure> measures = new ArrayList<>();
        if (!tokens.peek().isWord("by")) {
            do {
                measures.add(measure());
            } while (tokens.takeSymbol(","));
        }
        return new Summarize(List.copyOf(measures), tokens.takeWord("by") ? named() : List.of());
    }

    private Measure measure() {
        String name = name();
        Token word = tokens.next();
        Aggregate aggregate = word.kind() == Kind.IDENTIFIER ? Aggregate.find(word.text()) : null;
        if (aggregate == null) {
            throw KqlException.syntax("Query could not be parsed at "
                    + word.describe()
                    + ": an aggregation was expected, one of "
                    + Aggregate.names()
                    + ".");
        }
        tokens.expect("(");
        Expression argument = null;
        if (aggregate != Aggregate.COUNT) {
            argument = expressions.expression();
        }
        tokens.expect(")");
        return new Measure(name, aggregate, argument);
    }
}
