package io.mltwin.workspace.expressions;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Parses Azure Resource Manager's template expressions: texts in brackets with function calls,
 * strings in single quotes, whole numbers, {@code .name} and {@code [index]}. Deployments and
 * policies have this language in common.
 */
public final class ExpressionParser {

    // Azure's limit
    private static final int LONGEST = 24_576;
    private static final int DEEPEST = 100;

    private final String text;
    private final int end;
    private int at = 1;
    private int depth;

    private ExpressionParser(String text) {
        this.text = text;
        this.end = text.length() - 1;
    }

    /** Returns whether a text is an expression; {@code [[} begins a plain text with a bracket. */
    public static boolean isExpression(String text) {
        return text.startsWith("[") && text.endsWith("]") && !text.startsWith("[[");
    }

    /**
     * Parses an expression.
     *
     * @throws ExpressionException if it is malformed or too long
     */
    public static Expression parse(String text) {
        ExpressionParser parser = new ExpressionParser(text);
        if (text.length() > LONGEST) {
            throw new ExpressionException(
                    "The template language expression exceeds the limit of " + LONGEST + " characters.");
        }
        Expression read = parser.expression();
        if (parser.peek() != 0) {
            throw parser.unreadable("the end was expected");
        }
        return read;
    }

    private Expression expression() {
        if (++depth > DEEPEST) {
            throw unreadable("it is nested too deeply");
        }
        Expression read = term();
        int members = 0;
        while (true) {
            if (++members > DEEPEST) {
                throw unreadable("it is nested too deeply");
            }
            if (take('.')) {
                boolean safe = take('?');
                read = new Expression.Member(read, constant(word()), safe);
            } else if (take('[')) {
                boolean safe = take('?');
                read = new Expression.Member(read, expression(), safe);
                expect(']');
            } else {
                depth--;
                return read;
            }
        }
    }

    private Expression term() {
        char next = peek();
        if (next == '\'') {
            return constant(string());
        }
        if (Character.isDigit(next) || next == '-') {
            return new Expression.Constant(number());
        }
        String name = word();
        while (take('.')) {
            name += "." + word();
        }
        return call(name);
    }

    private Expression call(String name) {
        expect('(');
        List<Expression> arguments = new ArrayList<>();
        if (!take(')')) {
            do {
                arguments.add(expression());
            } while (take(','));
            expect(')');
        }
        return new Expression.Call(name, List.copyOf(arguments));
    }

    private static Expression constant(String value) {
        return new Expression.Constant(TextNode.valueOf(value));
    }

    private String string() {
        expect('\'');
        StringBuilder read = new StringBuilder();
        while (at < end) {
            char c = text.charAt(at++);
            if (c != '\'') {
                read.append(c);
            } else if (at < end && text.charAt(at) == '\'') {
                read.append('\'');
                at++;
            } else {
                return read.toString();
            }
        }
        throw unreadable("a text is not closed");
    }

    private NumericNode number() {
        int start = at;
        if (text.charAt(at) == '-') {
            at++;
        }
        while (at < end && Character.isDigit(text.charAt(at))) {
            at++;
        }
        try {
            long number = Long.parseLong(text.substring(start, at));
            return number == (int) number ? IntNode.valueOf((int) number) : LongNode.valueOf(number);
        } catch (NumberFormatException none) {
            throw unreadable("a whole number was expected");
        }
    }

    private String word() {
        peek();
        int start = at;
        while (at < end && isOfWord(text.charAt(at))) {
            at++;
        }
        if (at == start) {
            throw unreadable("a name was expected");
        }
        return text.substring(start, at);
    }

    private static boolean isOfWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }

    /** Returns the next character that is no space, 0 at the end. */
    private char peek() {
        while (at < end && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at < end ? text.charAt(at) : 0;
    }

    private boolean take(char wanted) {
        if (peek() != wanted) {
            return false;
        }
        at++;
        return true;
    }

    private void expect(char wanted) {
        if (!take(wanted)) {
            throw unreadable("'" + wanted + "' was expected");
        }
    }

    private ExpressionException unreadable(String why) {
        return ExpressionException.unreadable(text, at, why);
    }
}
