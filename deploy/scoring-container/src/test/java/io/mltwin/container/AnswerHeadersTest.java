package io.mltwin.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.container.ContainerException.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every front of a container answers, the platform's and that of an image in Docker. */
class AnswerHeadersTest {

    @ParameterizedTest
    @CsvSource({"0,0.000", "7,0.007", "1000,1.000", "1234,1.234", "60000050,60000.050"})
    void theModelsTimeHasThreeDecimals(long micros, String millis) {
        assertThat(AnswerHeaders.scored(List.of(), micros))
                .containsEntry("x-ms-run-fn-exec-ms", millis)
                .containsEntry("x-ms-run-function-failed", "False");
    }

    @Test
    void aScriptsHeadersAreShownButThoseOfTheFront() {
        // Given
        List<HttpHeader> made = List.of(
                new HttpHeader("X-A", "1"),
                new HttpHeader("x-a", "2"),
                new HttpHeader("X-Ms-Run-Function-Failed", "True"),
                new HttpHeader("Content-Length", "9"),
                new HttpHeader("Transfer-Encoding", "chunked"),
                new HttpHeader("x-ms-request-id", "forged"),
                new HttpHeader("x-ms-run-fn-exec-ms", "0"));
        // When, Then
        assertThat(AnswerHeaders.scored(made, 5))
                .hasSize(3)
                .containsEntry("X-A", "1, 2")
                .containsEntry("x-ms-run-function-failed", "True")
                .containsEntry("x-ms-run-fn-exec-ms", "0.005");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "BAD_INPUT, 400, BadArgument, -, -",
                "BAD_METHOD, 405, MethodNotAllowed, -, -",
                "BAD_TYPE, 415, UnsupportedMediaType, -, -",
                "RUN_FAILED, 500, ModelError, x-ms-run-function-failed, True",
                "TIMED_OUT, 504, ScoringTimeout, x-ms-run-function-failed, True",
                "CRASHED, 502, ContainerCrashed, -, -",
                "BUSY, 503, NoRoomInQueue, Retry-After, 1",
                "START_FAILED, 503, ServiceUnavailable, Retry-After, 1",
                "CLOSED, 503, ServiceUnavailable, Retry-After, 1"
            })
    void aFailureHasTheStatusOfAWebService(Kind kind, int status, String code, String header, String value) {
        assertThat(kind.status()).isEqualTo(status);
        assertThat(kind.code()).isEqualTo(code);
        if (header == null) {
            assertThat(kind.headers()).isEmpty();
        } else {
            assertThat(kind.headers()).hasSize(1).containsEntry(header, value);
        }
    }
}
