package io.mltwin.telemetry.query.kql;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

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
