package io.mltwin.workspace.policy.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.TextCase;
import io.mltwin.encoding.AsciiCase;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;

/**
 * The comparisons of Azure Policy (policy rule structure). Strings are compared without case, but
 * for {@code match} and {@code notMatch}.
 */
enum Operator {
    EQUALS("equals"),
    NOT_EQUALS("notEquals"),
    LIKE("like"),
    NOT_LIKE("notLike"),
    MATCH("match"),
    MATCH_INSENSITIVELY("matchInsensitively"),
    NOT_MATCH("notMatch"),
    NOT_MATCH_INSENSITIVELY("notMatchInsensitively"),
    CONTAINS("contains"),
    NOT_CONTAINS("notContains"),
    IN("in"),
    NOT_IN("notIn"),
    CONTAINS_KEY("containsKey"),
    NOT_CONTAINS_KEY("notContainsKey"),
    LESS("less"),
    LESS_OR_EQUALS("lessOrEquals"),
    GREATER("greater"),
    GREATER_OR_EQUALS("greaterOrEquals"),
    EXISTS("exists");

    private final String text;

    Operator(String text) {
        this.text = text;
    }

    /** The operator of this name, without case, or null. */
    static Operator find(String name) {
        return Arrays.stream(values())
                .filter(operator -> AsciiCase.equal(operator.text, name))
                .findFirst()
                .orElse(null);
    }

    /** As in evaluated expressions: {@code NotEquals}. */
    String display() {
        return AsciiCase.upper(text.charAt(0)) + text.substring(1);
    }

    boolean wantsArray() {
        return this == IN || this == NOT_IN;
    }

    boolean test(JsonNode value, JsonNode target) {
        return switch (this) {
            case EQUALS -> same(value, target);
            case NOT_EQUALS -> !same(value, target);
            case LIKE -> like(value, target);
            case NOT_LIKE -> !like(value, target);
            case MATCH -> matches(text(value), text(target));
            case NOT_MATCH -> !matches(text(value), text(target));
            case MATCH_INSENSITIVELY -> matches(lower(value), lower(target));
            case NOT_MATCH_INSENSITIVELY -> !matches(lower(value), lower(target));
            case CONTAINS -> contains(value, target);
            case NOT_CONTAINS -> !contains(value, target);
            case IN -> in(value, target);
            case NOT_IN -> !in(value, target);
            case CONTAINS_KEY -> containsKey(value, target);
            case NOT_CONTAINS_KEY -> !containsKey(value, target);
            case LESS -> comparable(value, target) && compare(value, target) < 0;
            case LESS_OR_EQUALS -> comparable(value, target) && compare(value, target) <= 0;
            case GREATER -> comparable(value, target) && compare(value, target) > 0;
            case GREATER_OR_EQUALS -> comparable(value, target) && compare(value, target) >= 0;
            case EXISTS -> present(value) == target.asBoolean();
        };
    }

    private static boolean present(JsonNode value) {
        return !value.isMissingNode() && !value.isNull();
    }

    private static boolean same(JsonNode value, JsonNode target) {
        if (!present(value)) {
            return false;
        }
        return value.isContainerNode() || target.isContainerNode()
                ? value.equals(target)
                : TextCase.equal(value.asText(), target.asText());
    }

    /** At most one {@code *}, which stands for any text. */
    private static boolean like(JsonNode value, JsonNode target) {
        if (!present(value)) {
            return false;
        }
        String given = lower(value);
        String pattern = lower(target);
        int star = pattern.indexOf('*');
        return star < 0
                ? given.equals(pattern)
                : given.length() >= pattern.length() - 1
                        && given.startsWith(pattern.substring(0, star))
                        && given.endsWith(pattern.substring(star + 1));
    }

    /** {@code #} is a digit, {@code ?} a letter, {@code .} any character. */
    private static boolean matches(String given, String pattern) {
        if (given == null || given.length() != pattern.length()) {
            return false;
        }
        for (int i = 0; i < pattern.length(); i++) {
            char c = given.charAt(i);
            boolean fits = switch (pattern.charAt(i)) {
                case '#' -> Character.isDigit(c);
                case '?' -> Character.isLetter(c);
                case '.' -> true;
                default -> pattern.charAt(i) == c;
            };
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static boolean contains(JsonNode value, JsonNode target) {
        if (value.isArray()) {
            return in(target, value);
        }
        return present(value) && !value.isObject() && lower(value).contains(lower(target));
    }

    private static boolean in(JsonNode value, JsonNode list) {
        for (JsonNode item : list) {
            if (same(value, item)) {
                return true;
            }
        }
        return false;
    }

    private static boolean containsKey(JsonNode value, JsonNode target) {
        return value.properties().stream().anyMatch(field -> TextCase.equal(field.getKey(), target.asText()));
    }

    private static boolean comparable(JsonNode value, JsonNode target) {
        return value.isNumber() && target.isNumber() || value.isTextual() && target.isTextual();
    }

    private static int compare(JsonNode value, JsonNode target) {
        if (value.isNumber()) {
            return value.decimalValue().compareTo(target.decimalValue());
        }
        Instant one = time(value.asText());
        Instant other = time(target.asText());
        return one != null && other != null
                ? one.compareTo(other)
                : TextCase.ORDER.compare(value.asText(), target.asText());
    }

    private static Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException noTime) {
            return null;
        }
    }

    private static String text(JsonNode value) {
        return present(value) && value.isValueNode() ? value.asText() : null;
    }

    private static String lower(JsonNode value) {
        String text = text(value);
        return text == null ? null : TextCase.lower(text);
    }
}
