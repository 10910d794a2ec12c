package io.mltwin.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.restassured.internal.RestAssuredResponseImpl;
import io.restassured.internal.ValidatableResponseOptionsImpl;
import io.restassured.parsing.Parser;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hamcrest.Matcher;
import org.hamcrest.StringDescription;

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

    /**
     * An answer whose JSON is parsed once and read by {@link ParsedJson}; in all else REST-assured's.
     */
    static final class ParsedAnswer extends RestAssuredResponseImpl {

        private ParsedJson parsed;

        private ParsedAnswer(RestAssuredResponseImpl answer) {
            setGroovyResponse(answer.getGroovyResponse());
            setLogRepository(answer.getLogRepository());
        }

        /** The same answer, whose JSON is read so. */
        static Response of(Response answer) {
            return new ParsedAnswer((RestAssuredResponseImpl) answer);
        }

        private boolean isJson() {
            return getRpr().getParser(getContentType()) == Parser.JSON;
        }

        @Override
        public JsonPath jsonPath() {
            if (parsed == null) {
                parsed = new ParsedJson(asString());
            }
            return parsed;
        }

        @Override
        public <T> T path(String path, String... arguments) {
            return isJson() && arguments.length == 0 ? jsonPath().get(path) : super.path(path, arguments);
        }

        @Override
        public ValidatableResponse then() {
            return new Checks();
        }

        @SuppressWarnings("unchecked") // log() of REST-assured's class is raw
        private final class Checks extends ValidatableResponseOptionsImpl<ValidatableResponse, Response>
                implements ValidatableResponse {

            Checks() {
                super(getRpr(), getConfig(), ParsedAnswer.this, ParsedAnswer.this, getLogRepository());
            }

            @Override
            public Response originalResponse() {
                return ParsedAnswer.this;
            }

            @Override
            public ValidatableResponse body(String path, Matcher<?> matcher, Object... more) {
                if (!isJson() || !responseSpec.getRootPath().isEmpty()) {
                    return super.body(path, matcher, more);
                }
                try {
                    check(path, matcher);
                    for (int i = 0; i < more.length; i += 2) {
                        check((String) more[i], (Matcher<?>) more[i + 1]);
                    }
                } catch (RuntimeException | AssertionError e) {
                    getConfig()
                            .getFailureConfig()
                            .getFailureListeners()
                            .forEach(each -> each.onFailure(null, responseSpec, ParsedAnswer.this));
                    throw e;
                }
                return this;
            }

            private void check(String path, Matcher<?> matcher) {
                Object actual = jsonPath().get(path);
                if (!matcher.matches(actual)) {
                    throw new AssertionError("JSON path %s doesn't match.%nExpected: %s%n  Actual: %s"
                            .formatted(path, matcher, new StringDescription().appendValue(actual)));
                }
            }
        }
    }
}
