package io.mltwin.telemetry.query.kql;

import io.mltwin.telemetry.query.kql.Token.Kind;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads scalar expressions by recursive descent, weakest operator first: or, and, comparison, sum,
 * product, sign, primary.
 */
final class ExpressionParser {

    private static final Set<String> COMPARISONS =
            Set.of("==", "!=", "<", "<=", ">", ">=", "=~", "!~");
    private static final Set<String> WORDS =
            Set.of(
                    "contains",
                    "!contains",
                    "contains_cs",
                    "!contains_cs",
                    "startswith",
                    "!startswith",
                    "endswith",
                    "!endswith",
                    "has",
                    "!has");
    private static final int DEEPEST = 100;
    private static final int MOST_OPERATORS = 500;

    private final TokenReader tokens;
    private int depth;
    private int operators;

    ExpressionParser(TokenReader tokens) {
        this.tokens = tokens;
    }

    Expression expression() {
        if (++depth > DEEPEST) {
            throw KqlException.syntax("The query is nested too deeply.");
        }
        Expression left = and();
        while (tokens.takeWord("or")) {
            left = binary("or", left, and());
        }
        depth--;
        return left;
    }

    /** Each waits for the one before it, hence needs its part of the stack. */
    private Expression binary(String operator, Expression left, Expression right) {
        if (++operators > MOST_OPERATORS) {
            throw KqlException.syntax(
                    "The query compares and joins more than " + MOST_OPERATORS + " times.");
        }
        return new Binary(operator, left, right);
    }

    private Expression and() {
        Expression left = comparison();
        while (tokens.takeWord("and")) {
            left = binary("and", left, comparison());
        }
        return left;
    }

    private Expression comparison() {
        Expression left = sum();
        Token next = tokens.peek();
        if (next.kind() == Kind.SYMBOL && COMPARISONS.contains(next.text())
                || next.kind() == Kind.IDENTIFIER && WORDS.contains(next.text())) {
            tokens.next();
            return binary(next.text(), left, sum());
        }
        if (next.isWord("in") || next.isWord("!in")) {
            tokens.next();
            tokens.expect("(");
            return new In(left, list(), next.text().startsWith("!"));
        }
        if (next.isWord("between")) {
            tokens.next();
            return between(left);
        }
        return left;
    }

    private Expression between(Expression tested) {
        tokens.expect("(");
        Expression least = sum();
        tokens.expect("..");
        Expression most = sum();
        tokens.expect(")");
        return binary("and", binary(">=", tested, least), binary("<=", tested, most));
    }

    private Expression sum() {
        Expression left = product();
        while (tokens.peek().isSymbol("+") || tokens.peek().isSymbol("-")) {
            left = binary(tokens.next().text(), left, product());
        }
        return left;
    }

    private Expression product() {
        Expression left = signed();
        while (tokens.peek().isSymbol("*")
                || tokens.peek().isSymbol("/")
                || tokens.peek().isSymbol("%")) {
            left = binary(tokens.next().text(), left, signed());
        }
        return left;
    }

    private Expression signed() {
        if (tokens.takeSymbol("-")) {
            return binary("-", new Literal(KqlType.LONG, 0L), primary());
        }
        return primary();
    }

    private Expression primary() {
        Token token = tokens.next();
        return switch (token.kind()) {
            case STRING -> new Literal(KqlType.STRING, token.text());
            case NUMBER -> number(token);
            case TIMESPAN -> new Literal(KqlType.TIMESPAN, Times.timespan(token.text()));
            case DATETIME -> datetime(token);
            case IDENTIFIER -> name(token);
            case SYMBOL, END -> parenthesised(token);
        };
    }

    private Expression parenthesised(Token token) {
        if (!token.isSymbol("(")) {
            throw KqlException.syntax(
                    "Query could not be parsed at "
                            + token.describe()
                            + ": an expression was expected.");
        }
        Expression inner = expression();
        tokens.expect(")");
        return inner;
    }

    private static Expression number(Token token) {
        try {
            return token.text().matches("\\d+")
                    ? new Literal(KqlType.LONG, Long.valueOf(token.text()))
                    : new Literal(KqlType.REAL, Double.valueOf(token.text()));
        } catch (NumberFormatException tooLarge) {
            throw KqlException.syntax("The number " + token.describe() + " is too large.");
        }
    }

    private static Expression datetime(Token token) {
        String text = token.text().replaceAll("^[\"']|[\"']$", "");
        try {
            return new Literal(KqlType.DATETIME, Times.parse(text));
        } catch (DateTimeParseException none) {
            throw KqlException.syntax(
                    "datetime("
                            + text
                            + ") is no date, such as datetime(2020-11-07) or datetime(2020-11-07 12:30).");
        }
    }

    private Expression name(Token token) {
        switch (token.text()) {
            case "true", "false":
                return new Literal(KqlType.BOOL, Boolean.valueOf(token.text()));
            case "null":
                return new Literal(KqlType.DYNAMIC, null);
            default:
        }
        if (tokens.takeSymbol("(")) {
            List<Expression> arguments = list();
            return new Call(Function.of(token.text(), arguments.size()), arguments);
        }
        return new Path(token.text(), properties());
    }

    /** {@code .a}, {@code ["a b"]} and {@code .["a b"]}, any number of them. */
    private List<String> properties() {
        List<String> properties = new ArrayList<>();
        while (tokens.peek().isSymbol(".") || tokens.peek().isSymbol("[")) {
            boolean dot = tokens.takeSymbol(".");
            if (tokens.takeSymbol("[")) {
                properties.add(tokens.expect(Kind.STRING, "a property's name in quotes"));
                tokens.expect("]");
            } else if (dot) {
                properties.add(tokens.expect(Kind.IDENTIFIER, "a property's name"));
            }
        }
        return List.copyOf(properties);
    }

    /** Expressions up to the closing parenthesis, which is taken. */
    private List<Expression> list() {
        List<Expression> items = new ArrayList<>();
        if (tokens.takeSymbol(")")) {
            return items;
        }
        do {
            items.add(expression());
        } while (tokens.takeSymbol(","));
        tokens.expect(")");
        return List.copyOf(items);
    }
}
