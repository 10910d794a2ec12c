package io.mltwin.identity.directory.graph;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.AzureFault;
import io.mltwin.armweb.TextCase;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * OData's {@code $filter} as Microsoft Graph's directory objects take it: comparisons, {@code
 * startswith}, {@code endswith}, {@code in}, {@code any}, {@code and}, {@code or}, {@code not} and
 * parentheses. Text is compared without regard to case. Deviation: {@code /$count} and casts in
 * filters are refused.
 */
final class GraphFilter {

    private final Predicate<JsonNode> predicate;
    private final boolean advanced;

    private GraphFilter(Predicate<JsonNode> predicate, boolean advanced) {
        this.predicate = predicate;
        this.advanced = advanced;
    }

    /**
     * @param text null or blank for everything
     */
    static GraphFilter parse(String text, GraphType type) {
        if (text == null || text.isBlank()) {
            return new GraphFilter(object -> true, false);
        }
        Reader reader = new Reader(new FilterTokens(text), type);
        Predicate<JsonNode> predicate = reader.or(null);
        reader.tokens.requireEnd();
        return new GraphFilter(predicate, reader.advanced);
    }

    boolean matches(JsonNode object) {
        return predicate.test(object);
    }

    /** True when Graph wants {@code ConsistencyLevel: eventual} and {@code $count} with it. */
    boolean isAdvanced() {
        return advanced;
    }

    private static final class Reader {

        private final FilterTokens tokens;
        private final GraphType type;
        private boolean advanced;
        private int depth;
        private int terms;

        Reader(FilterTokens tokens, GraphType type) {
            this.tokens = tokens;
            this.type = type;
        }

        /**
         * @param variable of the {@code any} around, null for none
         */
        Predicate<JsonNode> or(String variable) {
            Predicate<JsonNode> left = and(variable);
            while (tokens.takeWord("or")) {
                left = left.or(and(variable));
            }
            return left;
        }

        private Predicate<JsonNode> and(String variable) {
            Predicate<JsonNode> left = term(variable);
            while (tokens.takeWord("and")) {
                left = left.and(term(variable));
            }
            return left;
        }

        private Predicate<JsonNode> term(String variable) {
            if (++depth > FilterTokens.DEEPEST || ++terms > FilterTokens.MOST_TERMS) {
                throw tokens.invalid();
            }
            Predicate<JsonNode> term;
            if (tokens.takeWord("not")) {
                advanced = true;
                term = term(variable).negate();
            } else if (tokens.take("(")) {
                term = or(variable);
                tokens.require(")");
            } else {
                term = comparison(variable);
            }
            depth--;
            return term;
        }

        private Predicate<JsonNode> comparison(String variable) {
            String word = tokens.word();
            if (tokens.take("(")) {
                return function(word, variable);
            }
            if (word.endsWith("/any")) {
                throw tokens.invalid();
            }
            List<String> path = path(word, variable);
            String operator = tokens.word();
            if (operator.equals("in")) {
                return in(path);
            }
            FilterValue value = tokens.value();
            advanced |= operator.equals("ne");
            return switch (operator) {
                case "eq" -> object -> value.equalTo(at(object, path));
                case "ne" -> object -> !value.equalTo(at(object, path));
                case "ge" -> object -> value.compare(at(object, path)) >= 0;
                case "gt" -> object -> value.compare(at(object, path)) > 0;
                case "le" -> object -> value.isBelow(at(object, path), true);
                case "lt" -> object -> value.isBelow(at(object, path), false);
                default -> throw tokens.invalid();
            };
        }

        private Predicate<JsonNode> in(List<String> path) {
            List<FilterValue> values = new ArrayList<>();
            tokens.require("(");
            do {
                values.add(tokens.value());
            } while (tokens.take(","));
            tokens.require(")");
            return object -> values.stream().anyMatch(value -> value.equalTo(at(object, path)));
        }

        private Predicate<JsonNode> function(String name, String variable) {
            if (name.endsWith("/any")) {
                return any(path(name.substring(0, name.length() - "/any".length()), variable));
            }
            List<String> path = path(tokens.word(), variable);
            tokens.require(",");
            String text = TextCase.lower(tokens.value().text());
            tokens.require(")");
            return switch (AsciiCase.lower(name)) {
                case "startswith" -> object -> lower(at(object, path)).startsWith(text);
                case "endswith" -> {
                    advanced = true;
                    yield object -> lower(at(object, path)).endsWith(text);
                }
                default -> throw tokens.invalid();
            };
        }

        private Predicate<JsonNode> any(List<String> path) {
            if (tokens.take(")")) {
                return object -> !at(object, path).isEmpty();
            }
            String variable = tokens.word();
            tokens.require(":");
            Predicate<JsonNode> inner = or(variable);
            tokens.require(")");
            return object -> {
                for (JsonNode element : at(object, path)) {
                    if (inner.test(element)) {
                        return true;
                    }
                }
                return false;
            };
        }

        /** Names to go down by; none for the element itself that a lambda names. */
        private List<String> path(String word, String variable) {
            List<String> names = new ArrayList<>(List.of(word.split("/")));
            if (variable == null) {
                type.requireProperty(names.get(0));
            } else if (!names.remove(0).equals(variable)) {
                throw tokens.invalid();
            }
            return names;
        }

        private static JsonNode at(JsonNode object, List<String> path) {
            JsonNode node = object;
            for (String name : path) {
                node = node.path(name);
            }
            return node;
        }

        private static String lower(JsonNode node) {
            return node.isTextual() ? TextCase.lower(node.asText()) : "";
        }
    }

    static AzureFault invalid(String text) {
        return new AzureFault(
                400,
                "Request_UnsupportedQuery",
                "Unsupported or invalid query filter clause: " + text);
    }
}
