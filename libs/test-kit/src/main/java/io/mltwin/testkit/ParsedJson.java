package io.mltwin.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.restassured.path.json.JsonPath;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON whose paths are read without a script. REST-assured's own class compiles one for each path,
 * which takes a third of the processor time of a service's tests. The values have the types that
 * REST-assured gives them.
 */
public final class ParsedJson extends JsonPath {

    private static final ObjectReader READER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private static final BigDecimal GREATEST_FLOAT = new BigDecimal(Float.MAX_VALUE);

    private final Object root;

    public ParsedJson(String text) {
        super(text);
        try {
            root = value(READER.readTree(text));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The text is no JSON.", e);
        }
    }

    @Override
    @SuppressWarnings("unchecked") // as REST-assured: the caller says which type it is
    public <T> T get(String path) {
        return (T) GPath.read(root, path);
    }

    private static Object value(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> object(node);
            case ARRAY -> array(node);
            case STRING -> node.textValue();
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> node.isIntegralNumber() ? node.numberValue() : decimal(node);
            case NULL -> null;
            default -> throw new IllegalArgumentException("The text is empty.");
        };
    }

    private static Map<String, Object> object(JsonNode node) {
        Map<String, Object> members = new LinkedHashMap<>();
        node.properties().forEach(member -> members.put(member.getKey(), value(member.getValue())));
        return members;
    }

    private static List<Object> array(JsonNode node) {
        List<Object> elements = new ArrayList<>();
        node.forEach(element -> elements.add(value(element)));
        return elements;
    }

    private static Number decimal(JsonNode node) {
        BigDecimal number = node.decimalValue();
        if (number.compareTo(GREATEST_FLOAT) > 0) {
            return number.doubleValue();
        }
        return number.floatValue();
    }
}
