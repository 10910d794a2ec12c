package io.mltwin.telemetry.query.kql;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.telemetry.query.kql.Rows.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A scalar expression of the syntax tree; immutable. */
interface Expression {

    /**
     * Returns its type over rows of this schema.
     *
     * @throws KqlException when a column is unknown or the parts do not fit together
     */
    KqlType type(Schema schema);

    /** Returns its value for a row; null for Kusto's null. {@code now} is the time of the query. */
    Object value(Schema schema, Row row, Instant now);

    /**
     * Returns the column name that Kusto gives it when the query gives none; empty when it has none
     * of its own.
     */
    default String defaultName() {
        return "";
    }

    /** A constant. */
    record Literal(KqlType type, Object constant) implements Expression {

        @Override
        public KqlType type(Schema schema) {
            return type;
        }

        @Override
        public Object value(Schema schema, Row row, Instant now) {
            return constant;
        }
    }

    /**
     * A column, or a property inside a dynamic one: {@code customDimensions.StatusCode}, {@code
     * customDimensions["Service Name"]}, and the older {@code customDimensions.["Service Name"]}.
     */
    record Path(String column, List<String> properties) implements Expression {

        @Override
        public KqlType type(Schema schema) {
            KqlType type = schema.columns().get(schema.require(column)).type();
            if (properties.isEmpty()) {
                return type;
            }
            if (type != KqlType.DYNAMIC) {
                throw KqlException.semantic(
                        "The column '" + column + "' is of type " + type.wireName() + " and has no properties.");
            }
            return KqlType.DYNAMIC;
        }

        @Override
        public Object value(Schema schema, Row row, Instant now) {
            Object value = row.get(schema.require(column));
            for (String property : properties) {
                if (!(value instanceof JsonNode node)) {
                    return null;
                }
                JsonNode inner = node.get(property);
                value = inner == null || inner.isNull() ? null : inner;
            }
            return value;
        }

        @Override
        public String defaultName() {
            return properties.isEmpty() ? column : column + "_" + String.join("_", properties);
        }
    }

    /**
     * {@code x in (a, b)} and {@code x !in (a, b)}. Nested expressions are taken in loops, since a
     * stream needs many frames of the stack.
     */
    record In(Expression tested, List<Expression> choices, boolean negated) implements Expression {

        @Override
        public KqlType type(Schema schema) {
            tested.type(schema);
            for (Expression choice : choices) {
                choice.type(schema);
            }
            return KqlType.BOOL;
        }

        @Override
        public Object value(Schema schema, Row row, Instant now) {
            for (Expression choice : choices) {
                if (Boolean.TRUE.equals(new Binary("==", tested, choice).value(schema, row, now))) {
                    return !negated;
                }
            }
            return negated;
        }
    }

    /** A call of a scalar function. */
    record Call(Function function, List<Expression> arguments) implements Expression {

        @Override
        public KqlType type(Schema schema) {
            List<KqlType> types = new ArrayList<>(arguments.size());
            for (Expression argument : arguments) {
                types.add(argument.type(schema));
            }
            return function.type(types);
        }

        @Override
        public Object value(Schema schema, Row row, Instant now) {
            // not toList() of List.of's kind: an argument may be null
            List<Object> values = new ArrayList<>(arguments.size());
            for (Expression argument : arguments) {
                values.add(argument.value(schema, row, now));
            }
            return function.apply(values, now);
        }

        /** {@code bin(timestamp, 1h)} keeps the name of what it bins. */
        @Override
        public String defaultName() {
            return function.keepsName() ? arguments.get(0).defaultName() : "";
        }
    }
}
