package io.mltwin.identity.directory.graph;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.encoding.Absence.isBlank;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.TextCase;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.odatafilter.FilterException;
import io.mltwin.odatafilter.FilterExpression;
import io.mltwin.odatafilter.FilterExpression.And;
import io.mltwin.odatafilter.FilterExpression.Any;
import io.mltwin.odatafilter.FilterExpression.Comparison;
import io.mltwin.odatafilter.FilterExpression.FilterValue;
import io.mltwin.odatafilter.FilterExpression.Function;
import io.mltwin.odatafilter.FilterExpression.Group;
import io.mltwin.odatafilter.FilterExpression.In;
import io.mltwin.odatafilter.FilterExpression.Not;
import io.mltwin.odatafilter.FilterExpression.Operator;
import io.mltwin.odatafilter.FilterExpression.Or;
import io.mltwin.odatafilter.FilterParser;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * OData's {@code $filter} as Microsoft Graph's directory objects take it: comparisons, {@code
 * startswith}, {@code endswith}, {@code in}, {@code any}, {@code and}, {@code or}, {@code not} and
 * parentheses. Text is compared without regard to case. Deviation: {@code /$count} and casts in
 * filters are refused.
 */
record GraphFilter(Predicate<JsonNode> predicate, boolean advanced) {

    private static final int LONGEST = 8000;

    /**
     * Parses a filter of objects of a type.
     *
     * @param text null or blank for everything
     */
    static GraphFilter parse(String text, GraphType type) {
        if (isBlank(text)) {
            return new GraphFilter(object -> true, false);
        }
        if (text.length() > LONGEST) {
            throw invalid("it is too long.");
        }
        try {
            Translator translator = new Translator(text, type);
            Predicate<JsonNode> predicate = translator.predicate(FilterParser.parseLowerCase(text), null);
            return new GraphFilter(predicate, translator.advanced);
        } catch (FilterException malformed) {
            throw invalid("at position " + malformed.position() + " of '" + text + "'.");
        }
    }

    boolean matches(JsonNode object) {
        return predicate.test(object);
    }

    /** Returns whether Graph asks for {@code ConsistencyLevel: eventual} and {@code $count}. */
    boolean isAdvanced() {
        return advanced;
    }

    /**
     * Turns a parsed filter into a predicate; {@code variable} is that of the {@code any} around.
     */
    private static final class Translator {

        private final String text;
        private final GraphType type;
        private boolean advanced;

        Translator(String text, GraphType type) {
            this.text = text;
            this.type = type;
        }

        Predicate<JsonNode> predicate(FilterExpression expression, String variable) {
            if (expression instanceof And and) {
                List<Predicate<JsonNode>> terms = predicates(and.terms(), variable);
                return object -> terms.stream().allMatch(term -> term.test(object));
            }
            if (expression instanceof Or or) {
                List<Predicate<JsonNode>> terms = predicates(or.terms(), variable);
                return object -> terms.stream().anyMatch(term -> term.test(object));
            }
            if (expression instanceof Not not) {
                advanced = true;
                return predicate(not.term(), variable).negate();
            }
            if (expression instanceof Group group) {
                return predicate(group.inner(), variable);
            }
            if (expression instanceof In in) {
                List<String> path = path(in.path(), variable);
                List<GraphValue> values =
                        in.values().stream().map(GraphValue::of).toList();
                return object -> values.stream().anyMatch(value -> value.equalTo(at(object, path)));
            }
            if (expression instanceof Any any) {
                return any(any, path(any.path(), variable));
            }
            return expression instanceof Comparison comparison
                    ? comparison(comparison, path(comparison.path(), variable))
                    : function((Function) expression, variable);
        }

        private List<Predicate<JsonNode>> predicates(List<FilterExpression> terms, String variable) {
            return terms.stream().map(term -> predicate(term, variable)).toList();
        }

        private Predicate<JsonNode> comparison(Comparison comparison, List<String> path) {
            GraphValue value = GraphValue.of(comparison.value());
            advanced |= comparison.operator() == Operator.NE;
            return switch (comparison.operator()) {
                case EQ -> object -> value.equalTo(at(object, path));
                case NE -> object -> !value.equalTo(at(object, path));
                case GE -> object -> value.compare(at(object, path)) >= 0;
                case GT -> object -> value.compare(at(object, path)) > 0;
                case LE -> object -> value.isBelow(at(object, path), true);
                case LT -> object -> value.isBelow(at(object, path), false);
            };
        }

        private Predicate<JsonNode> function(Function function, String variable) {
            List<FilterValue> arguments = function.arguments();
            if (arguments.size() != 2 || arguments.get(0).isQuoted()) {
                throw unsupported(function.name());
            }
            List<String> path = path(arguments.get(0).text(), variable);
            String part = TextCase.lower(arguments.get(1).text());
            return switch (AsciiCase.lower(function.name())) {
                case "startswith" -> object -> lower(at(object, path)).startsWith(part);
                case "endswith" -> {
                    advanced = true;
                    yield object -> lower(at(object, path)).endsWith(part);
                }
                default -> throw unsupported(function.name());
            };
        }

        private Predicate<JsonNode> any(Any any, List<String> path) {
            if (any.condition() == null) {
                return object -> !at(object, path).isEmpty();
            }
            Predicate<JsonNode> condition = predicate(any.condition(), any.variable());
            return object -> {
                for (JsonNode element : at(object, path)) {
                    if (condition.test(element)) {
                        return true;
                    }
                }
                return false;
            };
        }

        /** Returns the names to go down by; none for the element that the variable names. */
        private List<String> path(String word, String variable) {
            List<String> names = new ArrayList<>(List.of(word.split("/")));
            if (variable == null) {
                type.requireProperty(names.get(0));
            } else if (!names.remove(0).equals(variable)) {
                throw unsupported(word);
            }
            return names;
        }

        private AzureException unsupported(String name) {
            return invalid("'" + name + "' in '" + text + "'.");
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

    static AzureException invalid(String text) {
        return badRequest("Request_UnsupportedQuery", "Unsupported or invalid query filter clause: " + text);
    }
}
