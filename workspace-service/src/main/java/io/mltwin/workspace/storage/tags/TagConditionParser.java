package io.mltwin.workspace.storage.tags;

import io.mltwin.armweb.AsciiCase;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads expressions over index tags, such as {@code "kind" = 'a' AND "year" >= '2020'}. */
final class TagConditionParser {

    private static final Pattern TOKEN =
            Pattern.compile("\\s*(\"[^\"]*\"|'[^']*'|<>|<=|>=|[<>=()]|@?[A-Za-z_][A-Za-z0-9_]*)");
    private static final int LONGEST = 4096;
    private static final String CONTAINER = "@container";

    private final boolean header;
    private final List<String> tokens = new ArrayList<>();
    private int at;
    private int depth;

    TagConditionParser(String text, boolean header) {
        this.header = header;
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("it is longer than " + LONGEST + " characters.");
        }
        Matcher token = TOKEN.matcher(text);
        int end = 0;
        while (token.find() && token.start() == end) {
            tokens.add(token.group(1));
            end = token.end();
        }
        if (!text.substring(end).isBlank()) {
            throw new IllegalArgumentException(
                    "it cannot be read from '" + text.substring(end) + "' on.");
        }
    }

    TagCondition parse() {
        TagCondition all = alternatives();
        if (at < tokens.size()) {
            throw new IllegalArgumentException(
                    "there is no '" + tokens.get(at) + "' after its end.");
        }
        return all;
    }

    private TagCondition alternatives() {
        TagCondition left = conjunction();
        while (header && takes("OR")) {
            TagCondition first = left;
            TagCondition second = conjunction();
            left = (tags, in) -> first.matches(tags, in) || second.matches(tags, in);
        }
        return left;
    }

    private TagCondition conjunction() {
        TagCondition left = comparison();
        while (takes("AND")) {
            TagCondition first = left;
            TagCondition second = comparison();
            left = (tags, in) -> first.matches(tags, in) && second.matches(tags, in);
        }
        return left;
    }

    private TagCondition comparison() {
        if (header && takes("(")) {
            if (++depth > 16) {
                throw new IllegalArgumentException("its parentheses are too deep.");
            }
            TagCondition inner = alternatives();
            if (!takes(")")) {
                throw new IllegalArgumentException("a parenthesis is not closed.");
            }
            depth--;
            return inner;
        }
        String key = next("a key");
        String operator = next("an operator");
        String value = text(next("a value"), '\'');
        if (key.equals(CONTAINER) && !header) {
            if (!operator.equals("=")) {
                throw new IllegalArgumentException("@container is compared by = only.");
            }
            return (tags, in) -> in.equals(value);
        }
        String name = key.startsWith("\"") ? text(key, '"') : key;
        if (name.startsWith("@") || name.startsWith("'")) {
            throw new IllegalArgumentException("'" + key + "' is no key.");
        }
        return compare(name, operator, value);
    }

    private TagCondition compare(String name, String operator, String value) {
        return switch (operator) {
            case "=" -> (tags, in) -> value.equals(tags.get(name));
            case "<>" -> {
                if (!header) {
                    throw new IllegalArgumentException("<> is for conditions only.");
                }
                yield (tags, in) -> !value.equals(tags.get(name));
            }
            case "<" -> (tags, in) -> tags.containsKey(name) && tags.get(name).compareTo(value) < 0;
            case "<=" ->
                    (tags, in) -> tags.containsKey(name) && tags.get(name).compareTo(value) <= 0;
            case ">" -> (tags, in) -> tags.containsKey(name) && tags.get(name).compareTo(value) > 0;
            case ">=" ->
                    (tags, in) -> tags.containsKey(name) && tags.get(name).compareTo(value) >= 0;
            default -> throw new IllegalArgumentException("'" + operator + "' is no operator.");
        };
    }

    private boolean takes(String word) {
        if (at < tokens.size() && AsciiCase.equal(tokens.get(at), word)) {
            at++;
            return true;
        }
        return false;
    }

    private String next(String what) {
        if (at == tokens.size()) {
            throw new IllegalArgumentException(what + " is missing at its end.");
        }
        return tokens.get(at++);
    }

    private static String text(String token, char quote) {
        if (token.charAt(0) != quote) {
            throw new IllegalArgumentException("'" + token + "' must stand in " + quote + ".");
        }
        return token.substring(1, token.length() - 1);
    }
}
