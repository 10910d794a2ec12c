package io.mltwin.telemetry.query.kql;

import io.mltwin.telemetry.query.kql.Token.Kind;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How strongly each operator binds what stands next to it. */
final class OperatorStrength {

    static final int NO_OPERATOR = -1;
    static final int OR = 0;
    static final int AND = 1;
    static final int COMPARISON = 2;
    static final int SUM = 3;
    static final int PRODUCT = 4;

    private static final Map<String, Integer> STRENGTHS = Stream.of(
                    all(OR, "or"),
                    all(AND, "and"),
                    all(COMPARISON, "==", "!=", "<", "<=", ">", ">=", "=~", "!~"),
                    all(COMPARISON, "contains", "!contains"),
                    all(COMPARISON, "contains_cs", "!contains_cs"),
                    all(COMPARISON, "startswith", "!startswith"),
                    all(COMPARISON, "endswith", "!endswith", "has", "!has"),
                    all(COMPARISON, "in", "!in", "between"),
                    all(SUM, "+", "-"),
                    all(PRODUCT, "*", "/", "%"))
            .flatMap(List::stream)
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private OperatorStrength() {}

    private static List<Map.Entry<String, Integer>> all(int strength, String... operators) {
        return Stream.of(operators)
                .map(operator -> Map.entry(operator, strength))
                .toList();
    }

    static int of(Token token) {
        return token.kind() == Kind.SYMBOL || token.kind() == Kind.IDENTIFIER
                ? STRENGTHS.getOrDefault(token.text(), NO_OPERATOR)
                : NO_OPERATOR;
    }
}
