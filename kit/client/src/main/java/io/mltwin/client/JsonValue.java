package io.mltwin.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON as a platform writes and reads it (RFC 8259), since the JDK has no codec and a library would
 * be one that a
 * project under test may need in another version.
 *
 * <p>A value is a {@link Map}, {@link List}, {@link String}, {@link Boolean}, {@link Double} or null.
 */
final class JsonValue {
    /** What no answer of a platform reaches. */
    private static final int DEEPEST = 100;

    private final Object value;

    private JsonValue(Object value) {
        this.value = value;
    }

    /**
     * Returns the value of a text.
     *
     * @throws IllegalArgumentException if it is no JSON
     */
    static JsonValue parse(String text) {
        return new JsonValue(new Reader(text).document());
    }

    /** Returns the member of an object; one without value where this is no object or lacks it. */
    JsonValue at(String name) {
        return new JsonValue(value instanceof Map<?, ?> object ? object.get(name) : null);
    }

    /** Returns the names of an object's members; none of anything else. */
    List<String> names() {
        return value instanceof Map<?, ?> object
                ? object.keySet().stream().map(String.class::cast).toList()
                : List.of();
    }

    /** Returns the items of an array; none of anything else. */
    List<JsonValue> items() {
        return value instanceof List<?> items
                ? items.stream().map(JsonValue::new).toList()
                : List.of();
    }

    /** Returns the value itself. */
    Object content() {
        return value;
    }

    /** Returns a string; null of anything else. */
    String text() {
        return value instanceof String text ? text : null;
    }

    /** Returns a string; refuses anything else. */
    String requireText(String what) {
        if (value instanceof String text) {
            return text;
        }
        throw new MltwinException(what + " is missing.");
    }

    /** Returns a number without its fraction; 0 of anything else. */
    long number() {
        return value instanceof Double number ? number.longValue() : 0;
    }

    /** Returns an object of names and values in turn; values are of this class's kinds, or integers. */
    static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }

    /** Returns the text of a value; members that are null are left out. */
    static String write(Object value) {
        StringBuilder text = new StringBuilder();
        write(text, value);
        return text.toString();
    }

    private static void write(StringBuilder text, Object value) {
        if (value instanceof Map<?, ?> object) {
            String separator = "{";
            for (Map.Entry<?, ?> member : object.entrySet()) {
                if (member.getValue() != null) {
                    text.append(separator);
                    quote(text, (String) member.getKey());
                    write(text.append(':'), member.getValue());
                    separator = ",";
                }
            }
            text.append(separator.equals("{") ? "{}" : "}");
        } else if (value instanceof List<?> items) {
            String separator = "[";
            for (Object item : items) {
                write(text.append(separator), item);
                separator = ",";
            }
            text.append(separator.equals("[") ? "[]" : "]");
        } else if (value instanceof String string) {
            quote(text, string);
        } else {
            text.append(value);
        }
    }

    private static void quote(StringBuilder text, String string) {
        text.append('"');
        for (char c : string.toCharArray()) {
            if (c < ' ' || c == '"' || c == '\\') {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }

    private static final class Reader {
        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        Object document() {
            Object value = value(0);
            if (!next().isEmpty()) {
                throw unexpected();
            }
            return value;
        }

        private Object value(int depth) {
            if (depth > DEEPEST) {
                throw new IllegalArgumentException("JSON is nested more than " + DEEPEST + " deep.");
            }
            switch (next()) {
                case "{":
                    return object(depth);
                case "[":
                    return array(depth);
                case "\"":
                    return string();
                default:
                    return literal();
            }
        }

        private Map<String, Object> object(int depth) {
            Map<String, Object> members = new LinkedHashMap<>();
            at++;
            if (took('}')) {
                return members;
            }
            do {
                if (!next().equals("\"")) {
                    throw unexpected();
                }
                String name = string();
                require(':');
                members.put(name, value(depth + 1));
            } while (took(','));
            require('}');
            return members;
        }

        private List<Object> array(int depth) {
            List<Object> items = new ArrayList<>();
            at++;
            if (took(']')) {
                return items;
            }
            do {
                items.add(value(depth + 1));
            } while (took(','));
            require(']');
            return items;
        }

        private String string() {
            StringBuilder string = new StringBuilder();
            at++;
            while (true) {
                char c = character();
                if (c == '"') {
                    return string.toString();
                }
                if (c < ' ') {
                    at--;
                    throw unexpected();
                }
                string.append(c == '\\' ? escaped() : c);
            }
        }

        private char escaped() {
            char c = character();
            int plain = "\"\\/bfnrt".indexOf(c);
            if (plain >= 0) {
                return "\"\\/\b\f\n\r\t".charAt(plain);
            }
            if (c != 'u'
                    || at + 4 > text.length()
                    || !text.substring(at, at + 4).matches("[0-9a-fA-F]{4}")) {
                at--;
                throw unexpected();
            }
            at += 4;
            return (char) Integer.parseInt(text.substring(at - 4, at), 16);
        }

        private Object literal() {
            int start = at;
            while (at < text.length() && "+-.".indexOf(text.charAt(at)) >= 0
                    || at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
                at++;
            }
            String literal = text.substring(start, at);
            switch (literal) {
                case "null":
                    return null;
                case "true":
                    return true;
                case "false":
                    return false;
                default:
                    if (literal.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) {
                        return Double.valueOf(literal);
                    }
                    at = start;
                    throw unexpected();
            }
        }

        /** Returns the next character that is no white space; nothing at the end. */
        private String next() {
            while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            return at == text.length() ? "" : text.substring(at, at + 1);
        }

        private char character() {
            if (at == text.length()) {
                throw unexpected();
            }
            return text.charAt(at++);
        }

        private boolean took(char wanted) {
            boolean there = next().equals(String.valueOf(wanted));
            at += there ? 1 : 0;
            return there;
        }

        private void require(char wanted) {
            if (!took(wanted)) {
                throw unexpected();
            }
        }

        private IllegalArgumentException unexpected() {
            return new IllegalArgumentException("This is no JSON: character " + at + " is not expected there.");
        }
    }
}
