package io.mltwin.platform.requests;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Envelope;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MalformedUrisTest {

    @ParameterizedTest
    @EnumSource(Envelope.class)
    void eachPlaneSaysIt(Envelope envelope) {
        AzureException fault = MalformedUris.fault(envelope);

        assertThat(fault.status()).isEqualTo(400);
        assertThat(envelope.body(fault.content(), "req", "corr", Instant.EPOCH)).contains(fault.code());
    }

    @ParameterizedTest
    @CsvSource({
        "BLOB, InvalidUri",
        "KEY_VAULT, BadParameter",
        "ARM, InvalidRequestUri",
        "AZURE_AD, invalid_request",
        "REGISTRY, NAME_INVALID",
        "MLFLOW, INVALID_PARAMETER_VALUE",
        "RUN_HISTORY, BadRequest"
    })
    void inItsOwnWord(Envelope envelope, String code) {
        assertThat(MalformedUris.fault(envelope).code()).isEqualTo(code);
    }
}
