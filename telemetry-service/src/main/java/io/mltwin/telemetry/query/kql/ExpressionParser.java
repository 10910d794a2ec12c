package io.mltwin.telemetry.query.kql;

import io.mltwin.telemetry.query.kql.Expression.Call;
import io.mltwin.telemetry.query.kql.Expression.In;
import io.mltwin.telemetry.query.kql.Expression.Literal;
import io.mltwin.telemetry.query.kql.Expression.Path;
import io.mltwin.telemetry.query.kql.Token.Kind;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Reads scalar expressions. What waits for a right side or for a closing parenthesis waits in a
 * list, so that no query needs more of the thread's stack than another.
 */
final class ExpressionParser {

    private static final Set<String> CONSTANTS = Set.of("true", "false", "null");

    /** Parentheses in parentheses. */
    private static final int DEEPEST = 99;

    private static final int MOST_OPERATORS = 500;

    private final TokenReader tokens;
    private int depth;
    private int operators;

    ExpressionParser(TokenReader tokens) {
        this.tokens = tokens;
    }

    Expression expression() {
        Deque<ExpressionGroup> open = new ArrayDeque<>();
        open.push(ExpressionGroup.single());
        while (true) {
            readOperand(open);
            while (!readOperator(open)) {
                if (open.peek().end(tokens, this::binary)) {
                    break;
                }
                ExpressionGroup closed = open.pop();
                if (open.isEmpty()) {
                    return closed.meaning();
                }
                tokens.expect(")");
                depth -= closed.isBounds() ? 0 : 1;
                take(open.peek(), closed.meaning());
            }
        }
    }

    /** Reads up to the next value, past the parentheses that open before it. */
    private void readOperand(Deque<ExpressionGroup> open) {
        while (true) {
            open.peek().isNegative = tokens.takeSymbol("-");
            Token token = tokens.next();
            if (token.isSymbol("(")) {
                open(open, ExpressionGroup.single());
            } else if (isName(token) && tokens.takeSymbol("(")) {
                if (tokens.takeSymbol(")")) {
                    take(open.peek(), call(token.text(), List.of()));
                    return;
                }
                open(open, ExpressionGroup.list(arguments -> call(token.text(), arguments)));
            } else {
                take(open.peek(), single(token));
                return;
            }
        }
    }

    /** Reads the operator after a value; returns false when none goes on with it. */
    private boolean readOperator(Deque<ExpressionGroup> open) {
        ExpressionGroup group = open.peek();
        Token operator = tokens.peek();
        int strength = OperatorStrength.of(operator);
        if (!group.goesOnWith(strength)) {
            return false;
        }
        tokens.next();
        group.join(strength, this::binary);
        Expression left = group.value;
        if (operator.isWord("between")) {
            group.waitForParentheses();
            tokens.expect("(");
            open(open, ExpressionGroup.bounds(bounds -> between(left, bounds)));
        } else if (operator.isWord("in") || operator.isWord("!in")) {
            group.waitForParentheses();
            tokens.expect("(");
            boolean isNegated = operator.text().startsWith("!");
            if (tokens.takeSymbol(")")) {
                group.value = new In(left, List.of(), isNegated);
                return readOperator(open);
            }
            open(open, ExpressionGroup.list(choices -> new In(left, choices, isNegated)));
        } else {
            group.waitFor(operator.text(), strength);
        }
        return true;
    }

    private void open(Deque<ExpressionGroup> open, ExpressionGroup group) {
        depth += group.isBounds() ? 0 : 1;
        if (depth > DEEPEST) {
            throw KqlException.syntax("The query is nested too deeply.");
        }
        open.push(group);
    }

    private void take(ExpressionGroup group, Expression value) {
        group.value = group.isNegative ? binary("-", new Literal(KqlType.LONG, 0L), value) : value;
        group.isNegative = false;
    }

    /** Each waits for the one before it, hence needs its part of the stack. */
    private Expression binary(String operator, Expression left, Expression right) {
        if (++operators > MOST_OPERATORS) {
            throw KqlException.syntax("The query compares and joins more than " + MOST_OPERATORS + " times.");
        }
        return new Binary(operator, left, right);
    }

    private Expression between(Expression tested, List<Expression> bounds) {
        return binary("and", binary(">=", tested, bounds.get(0)), binary("<=", tested, bounds.get(1)));
    }

    private static Expression call(String name, List<Expression> arguments) {
        return new Call(Function.of(name, arguments.size()), arguments);
    }

    private static boolean isName(Token token) {
        return token.kind() == Kind.IDENTIFIER && !CONSTANTS.contains(token.text());
    }

    private Expression single(Token token) {
        return switch (token.kind()) {
            case STRING -> new Literal(KqlType.STRING, token.text());
            case NUMBER -> number(token);
            case TIMESPAN -> new Literal(KqlType.TIMESPAN, Times.timespan(token.text()));
            case DATETIME -> datetime(token);
            case IDENTIFIER -> isName(token) ? new Path(token.text(), properties()) : constant(token);
            case SYMBOL, END ->
                throw KqlException.syntax(
                        "Query could not be parsed at " + token.describe() + ": an expression was expected.");
        };
    }

    private static Expression constant(Token token) {
        return token.isWord("null")
                ? new Literal(KqlType.DYNAMIC, null)
                : new Literal(KqlType.BOOL, Boolean.valueOf(token.text()));
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
                    "datetime(" + text + ") is no date, such as datetime(2020-11-07) or datetime(2020-11-07 12:30).");
        }
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
}
