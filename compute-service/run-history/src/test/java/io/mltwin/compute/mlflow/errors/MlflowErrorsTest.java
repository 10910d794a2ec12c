package io.mltwin.compute.mlflow.errors;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.armweb.AzureException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MlflowErrorsTest {

    @ParameterizedTest
    @CsvSource({
        "400, InvalidFilter, INVALID_PARAMETER_VALUE",
        "401, RunTokenRevoked, UNAUTHENTICATED",
        "403, AuthorizationFailed, PERMISSION_DENIED",
        "404, RunNotFound, RESOURCE_DOES_NOT_EXIST",
        "409, RunAlreadyExists, RESOURCE_ALREADY_EXISTS",
        "409, InvalidRunStatusTransition, INVALID_STATE",
        "413, RequestEntityTooLarge, INVALID_PARAMETER_VALUE",
        "429, TooManyRequests, REQUEST_LIMIT_EXCEEDED",
        "501, NotImplemented, NOT_IMPLEMENTED",
        "502, AzureStorageError, INTERNAL_ERROR",
        "503, ServerBusy, TEMPORARILY_UNAVAILABLE",
        "400, RESOURCE_ALREADY_EXISTS, RESOURCE_ALREADY_EXISTS"
    })
    void eachErrorHasACodeOfMlflow(int status, String code, String expected) {
        AzureException translated = MlflowErrors.translate(new AzureException(status, code, "why"));

        assertThat(translated.status()).isEqualTo(status);
        assertThat(translated.code()).isEqualTo(expected);
        assertThat(translated.getMessage()).isEqualTo("why");
    }

    @Test
    void headersStay() {
        AzureException busy = new AzureException(503, "ServerBusy", "why").withHeaders(Map.of("Retry-After", "1"));

        assertThat(MlflowErrors.translate(busy).content().headers()).containsEntry("Retry-After", "1");
    }
}
