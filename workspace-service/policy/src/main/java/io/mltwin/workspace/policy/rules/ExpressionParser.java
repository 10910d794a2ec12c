package io.mltwin.workspace.policy.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.AzureFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads template expressions: texts in brackets, with function calls, strings in single quotes,
 * whole numbers, {@code .name} and {@code [index]}.
 */
final class ExpressionParser {

    private static final Set<String> OF_ONE = Set.of("parameters", "field", "tolower", "toupper");

    // as of templates
    private static final int LONGEST = 24_576;
    private static final int DEEPEST = 100;

    private final String definition;
    private final Set<String> parameters;
    private final String text;
    private int at;
    private int depth;

    private ExpressionParser(String definition, Set<String> parameters, String text) {
        this.definition = definition;
        this.parameters = parameters;
        this.text = text;
    }

    /**
     * A value of a rule.
     *
     * @param parameters names of the declared parameters, in lower case
     * @throws AzureFault 400 {@code InvalidPolicyRule} when it is malformed, 501 for a function
     *     that is not built
     */
    static Expression parse(JsonNode value, Set<String> parameters, String definition) {
        String text = value.isTextual() ? value.asText() : "";
        if (!text.startsWith("[") || !text.endsWith("]")) {
            return new Expression.Constant(value);
        }
        if (text.startsWith("[[")) {
            return new Expression.Constant(TextNode.valueOf(text.substring(1)));
        }
        if (text.length() > LONGEST) {
            throw PolicyErrors.invalidRule(
                    definition, "An expression is longer than " + LONGEST + " characters.");
        }
        ExpressionParser parser =
                new ExpressionParser(definition, parameters, text.substring(1, text.length() - 1));
        Expression read = parser.expression();
        if (parser.peek() != 0) {
            throw parser.malformed();
        }
        return read;
    }

    private Expression expression() {
        if (++depth > DEEPEST) {
            throw malformed();
        }
        Expression read = term();
        int members = 0;
        while (true) {
            if (++members > DEEPEST) {
                throw malformed();
            }
            if (take('.')) {
                read = new Expression.Property(read, word());
            } else if (take('[')) {
                read = new Expression.Element(read, expression());
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
            return new Expression.Constant(TextNode.valueOf(string()));
        }
        if (Character.isDigit(next)) {
            return new Expression.Constant(IntNode.valueOf(number()));
        }
        return call(word());
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
        String known =
                Expression.Call.NAMES.stream()
                        .filter(AsciiCase.equalTo(name))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        AzureFault.notBuilt(
                                                "The policy function '"
                                                        + name
                                                        + "' of definition '"
                                                        + definition
                                                        + "'"));
        check(known, arguments);
        return new Expression.Call(known, arguments);
    }

    private void check(String name, List<Expression> arguments) {
        int count = arguments.size();
        boolean one = OF_ONE.contains(AsciiCase.lower(name));
        if (one ? count != 1 : name.equals("concat") ? count == 0 : count != 0) {
            throw malformed();
        }
        if (name.equals("parameters") && arguments.get(0) instanceof Expression.Constant constant) {
            String parameter = constant.json().asText();
            if (!parameters.contains(AsciiCase.lower(parameter))) {
                throw PolicyErrors.invalidRule(
                        definition, "The parameter '" + parameter + "' is not defined.");
            }
        }
        if (name.equals("field")
                && arguments.get(0) instanceof Expression.Constant constant
                && !Fields.isKnown(constant.json().asText())) {
            throw PolicyErrors.invalidAlias(definition, constant.json().asText());
        }
    }

    private String string() {
        expect('\'');
        StringBuilder read = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != '\'') {
                read.append(c);
            } else if (at < text.length() && text.charAt(at) == '\'') {
                read.append('\'');
                at++;
            } else {
                return read.toString();
            }
        }
        throw malformed();
    }

    private int number() {
        int start = at;
        while (at < text.length() && Character.isDigit(text.charAt(at)) && at - start < 9) {
            at++;
        }
        return Integer.parseInt(text.substring(start, at));
    }

    private String word() {
        peek();
        int start = at;
        while (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
            at++;
        }
        if (at == start) {
            throw malformed();
        }
        return text.substring(start, at);
    }

    /** The next character that is no space, 0 at the end. */
    private char peek() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : 0;
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
            throw malformed();
        }
    }

    private AzureFault malformed() {
        return PolicyErrors.invalidRule(
                definition,
                "The expression '[" + text + "]' cannot be read at position " + at + ".");
    }
}
