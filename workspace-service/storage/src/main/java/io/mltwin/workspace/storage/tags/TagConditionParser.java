package io.mltwin.workspace.storage.tags;

import io.mltwin.encoding.AsciiCase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads expressions over index tags, such as {@code "kind" = 'a' AND "year" >= '2020'}. */
final class TagConditionParser {

    private static final Pattern TOKEN = Pattern.compile("\\s*(\"[^\"]*\"|'[^']*'|<>|<=|>=|[<>=()]|@?[A-Za-z0-9_]+)");
    private static final int LONGEST_FILTER = 4096;
    private static final int MOST_KEYS = 10;
    private static final String CONTAINER = "@container";

    private final boolean header;
    private final List<String> tokens = new ArrayList<>();

    /** Of a filter: how each key is compared, by the first character of the operator. */
    private final Map<String, String> compared = new HashMap<>();

    private int at;
    private int depth;

    private TagConditionParser(String text, boolean header) {
        this.header = header;
        if (!header && text.length() > LONGEST_FILTER) {
            throw new IllegalArgumentException("it is longer than " + LONGEST_FILTER + " characters.");
        }
        Matcher token = TOKEN.matcher(text);
        int end = 0;
        while (token.find() && token.start() == end) {
            tokens.add(token.group(1));
            end = token.end();
        }
        if (!text.substring(end).isBlank()) {
            throw new IllegalArgumentException("it cannot be read from '" + text.substring(end) + "' on.");
        }
    }

    /** Returns the condition of a request. */
    static TagCondition condition(String text) {
        return new TagConditionParser(text, true).parse();
    }

    /** Returns the filter of a search. */
    static TagFilter filter(String text) {
        TagConditionParser parser = new TagConditionParser(text, false);
        TagCondition condition = parser.parse();
        return new TagFilter(condition, Set.copyOf(parser.compared.keySet()));
    }

    private TagCondition parse() {
        TagCondition all = alternatives();
        if (at < tokens.size()) {
            throw new IllegalArgumentException("there is no '" + tokens.get(at) + "' after its end.");
        }
        return all;
    }

    private TagCondition alternatives() {
        List<TagCondition> any = new ArrayList<>(List.of(conjunction()));
        while (header && takes("OR")) {
            any.add(conjunction());
        }
        return any.size() == 1 ? any.get(0) : (tags, in) -> any.stream().anyMatch(one -> one.matches(tags, in));
    }

    private TagCondition conjunction() {
        List<TagCondition> all = new ArrayList<>(List.of(comparison()));
        while (takes("AND")) {
            all.add(comparison());
        }
        return all.size() == 1 ? all.get(0) : (tags, in) -> all.stream().allMatch(one -> one.matches(tags, in));
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
            note(key, operator);
            return (tags, in) -> in.equals(value);
        }
        String name = key.startsWith("\"") ? text(key, '"') : key;
        if (name.startsWith("@") || name.startsWith("'")) {
            throw new IllegalArgumentException("'" + key + "' is no key.");
        }
        checkText(name, value);
        TagCondition condition = compare(name, operator, value);
        note(name, operator);
        return condition;
    }

    /** Of a condition the lengths are free: what no tag has is met by none. */
    private void checkText(String key, String value) {
        if (!TagSet.isText(key) || !TagSet.isText(value)) {
            throw new IllegalArgumentException(
                    "keys and values have letters, digits, spaces and characters of + - . / : = _.");
        }
        if (!header && (!TagSet.isKeyLength(key) || !TagSet.isValueLength(value))) {
            throw new IllegalArgumentException("a key has 1 to 128 characters and a value up to 256.");
        }
    }

    /** A filter compares a key once, or with both ends of a range. */
    private void note(String key, String operator) {
        if (header) {
            return;
        }
        String kind = operator.substring(0, 1);
        String before = compared.putIfAbsent(key, kind);
        if (before != null) {
            if (before.length() > 1 || before.equals(kind) || (before + kind).contains("=")) {
                throw new IllegalArgumentException("of one key it has one comparison, or the two ends of a range.");
            }
            compared.put(key, before + kind);
        }
        int keys = compared.size() - (compared.containsKey(CONTAINER) ? 1 : 0);
        if (keys > MOST_KEYS) {
            throw new IllegalArgumentException("it has at most " + MOST_KEYS + " keys.");
        }
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
            case "<=" -> (tags, in) -> tags.containsKey(name) && tags.get(name).compareTo(value) <= 0;
            case ">" -> (tags, in) -> tags.containsKey(name) && tags.get(name).compareTo(value) > 0;
            case ">=" -> (tags, in) -> tags.containsKey(name) && tags.get(name).compareTo(value) >= 0;
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
