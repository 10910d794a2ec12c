package io.mltwin.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A path into JSON as REST-assured's users write it: {@code value[0].name}, {@code
 * tags.'mlflow.user'}, {@code value.size()}, {@code value.find { it.key == 'a' && it.name != null
 * }.id}. A property of a list is the list of its elements' properties. What is missing is null, and
 * so is what is below it.
 */
final class GPath {

    private final String text;
    private final List<UnaryOperator<Object>> steps;
    private int next;

    private GPath(String text) {
        this.text = text;
        this.steps = text.isEmpty() || text.equals("$") ? List.of() : steps();
        if (next < text.length() && !steps.isEmpty()) {
            throw invalid("the end");
        }
    }

    /**
     * Returns the value at a path.
     *
     * @param root maps, lists and plain values
     * @throws IllegalArgumentException when the path is not written as above
     */
    static Object read(Object root, String path) {
        return read(root, new GPath(path).steps);
    }

    private static Object read(Object root, List<UnaryOperator<Object>> steps) {
        Object value = root;
        for (UnaryOperator<Object> step : steps) {
            value = step.apply(value);
        }
        return value;
    }

    private List<UnaryOperator<Object>> steps() {
        List<UnaryOperator<Object>> found = new ArrayList<>();
        found.add(skip("[") ? index() : named());
        while (true) {
            if (skip("[")) {
                found.add(index());
            } else if (skip(".")) {
                found.add(named());
            } else {
                return found;
            }
        }
    }

    private UnaryOperator<Object> index() {
        int start = next;
        skip("-");
        skipWhile(Character::isDigit);
        String digits = text.substring(start, next);
        if (!digits.matches("-?\\d{1,9}")) {
            throw invalid("a number");
        }
        require("]");
        int index = Integer.parseInt(digits);
        return value -> value == null ? null : element(list(value), index);
    }

    private static Object element(List<?> list, int index) {
        int position = index < 0 ? list.size() + index : index;
        return position < list.size() ? list.get(position) : null;
    }

    private UnaryOperator<Object> named() {
        if (skip("'")) {
            String name = until("'");
            return value -> property(value, name);
        }
        String name = name();
        if (skip("()")) {
            if (!name.equals("size") && !name.equals("length")) {
                throw invalid("size or length before ()");
            }
            return GPath::size;
        }
        int end = next;
        skipSpaces();
        if (!skip("{")) {
            next = end;
            return value -> property(value, name);
        }
        Predicate<Object> wanted = condition();
        return switch (name) {
            case "find" -> value -> element(all(value, wanted), 0);
            case "findAll" -> value -> value == null ? null : all(value, wanted);
            default -> throw invalid("find or findAll before {}");
        };
    }

    private Predicate<Object> condition() {
        Predicate<Object> both = comparison();
        while (skip("&&")) {
            both = both.and(comparison());
        }
        require("}");
        return both;
    }

    /** {@code it.name == 'a'}, with the spaces around it. */
    private Predicate<Object> comparison() {
        skipSpaces();
        require("it.");
        List<UnaryOperator<Object>> left = steps();
        skipSpaces();
        Predicate<Object> compared;
        if (skip("=~")) {
            skipSpaces();
            require("/");
            Pattern pattern = Pattern.compile(until("/"));
            compared = value ->
                    value instanceof String string && pattern.matcher(string).find();
        } else {
            boolean equal = skip("==");
            if (!equal) {
                require("!=");
            }
            Object right = literal();
            compared = value -> Objects.equals(value, right) == equal;
        }
        skipSpaces();
        return element -> compared.test(read(element, left));
    }

    private String literal() {
        skipSpaces();
        if (skip("null")) {
            return null;
        }
        require("'");
        return until("'");
    }

    private String name() {
        int start = next;
        skipWhile(c -> Character.isJavaIdentifierPart(c) || c == '-' || c == '@');
        if (start == next) {
            throw invalid("a name");
        }
        return text.substring(start, next);
    }

    private String until(String end) {
        int found = text.indexOf(end, next);
        if (found < 0) {
            throw invalid(end);
        }
        String between = text.substring(next, found);
        next = found + end.length();
        return between;
    }

    private void skipSpaces() {
        skipWhile(Character::isWhitespace);
    }

    private void skipWhile(Predicate<Character> wanted) {
        while (next < text.length() && wanted.test(text.charAt(next))) {
            next++;
        }
    }

    private boolean skip(String token) {
        boolean there = text.startsWith(token, next);
        if (there) {
            next += token.length();
        }
        return there;
    }

    private void require(String token) {
        if (!skip(token)) {
            throw invalid(token);
        }
    }

    private IllegalArgumentException invalid(String expected) {
        return new IllegalArgumentException("Invalid JSON path \"%s\": expected %s after \"%s\"."
                .formatted(text, expected, text.substring(0, next)));
    }

    private static Object property(Object value, String name) {
        if (value instanceof Map<?, ?> object) {
            return object.get(name);
        }
        if (!(value instanceof List<?> list) || !list.stream().allMatch(GPath::hasProperties)) {
            return null;
        }
        List<Object> properties = new ArrayList<>();
        list.stream().filter(Objects::nonNull).forEach(element -> properties.add(property(element, name)));
        return properties;
    }

    private static boolean hasProperties(Object value) {
        return value == null || value instanceof Map || value instanceof List;
    }

    private static Object size(Object value) {
        if (value instanceof Map<?, ?> object) {
            return object.size();
        }
        return value instanceof String string ? string.length() : list(value).size();
    }

    private static List<Object> all(Object value, Predicate<Object> wanted) {
        List<Object> found = new ArrayList<>();
        if (value != null) {
            list(value).stream().filter(wanted).forEach(found::add);
        }
        return found;
    }

    private static List<?> list(Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        throw new IllegalArgumentException("A list was expected in the JSON, not " + value + ".");
    }
}
