package io.mltwin.console.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.armweb.AzureException.Detail;
import io.mltwin.armweb.Json;
import io.mltwin.console.page.ErrorAdvice;
import io.mltwin.console.page.ShownError;
import org.junit.jupiter.api.Test;

class OperationBodyTest {

    @Test
    void whyItFailedIsShownAsEveryError() throws Exception {
        ShownError problem = Json.read("""
                                {"status": "Failed", "error": {"code": "Conflict", "message": "It is locked.",
                                 "details": [{"code": "ScopeLocked", "message": "keep"}, {}]}}""", OperationBody.class).error().shown();

        assertThat(problem.status()).isZero();
        assertThat(problem.code()).isEqualTo("Conflict");
        assertThat(problem.message()).isEqualTo("It is locked.");
        assertThat(problem.details())
                .containsExactly(new Detail("ScopeLocked", "keep", null), new Detail("", "", null));
        assertThat(problem.advice()).isEqualTo(ErrorAdvice.LOOK_AT_THE_STEPS);
        assertThat(new OperationBody.Error(null, null, null).shown().message()).isEmpty();
    }
}
