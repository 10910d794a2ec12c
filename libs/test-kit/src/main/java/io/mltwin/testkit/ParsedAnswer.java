package io.mltwin.testkit;

import io.restassured.internal.RestAssuredResponseImpl;
import io.restassured.internal.ValidatableResponseOptionsImpl;
import io.restassured.parsing.Parser;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import org.hamcrest.Matcher;
import org.hamcrest.StringDescription;

/**
 * An answer whose JSON is parsed once and read by {@link ParsedJson}; in all else REST-assured's.
 */
final class ParsedAnswer extends RestAssuredResponseImpl {

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
