package io.mltwin.armweb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvelopeTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final AzureException FAULT =
            new AzureException(403, "Code1", "what <was> wrong").withInnerCode("50126");

    @ParameterizedTest
    @CsvSource({
        "ARM, /error/code, Code1",
        "KEY_VAULT, /error/innererror/code, 50126",
        "RUN_HISTORY, /error/innerError/code, Code1",
        "RUN_HISTORY, /error/code, UserError",
        "RUN_HISTORY, /correlation/request, req",
        "MODEL_MANAGEMENT, /statusCode, 403",
        "MLFLOW, /error_code, Code1",
        "AZURE_AD, /error, Code1",
        "AZURE_AD, /error_codes/0, 50126",
        "AZURE_AD, /error_uri, https://login.microsoftonline.com/error?code=50126",
        "AZURE_AD, /trace_id, req",
        "REGISTRY, /errors/0/code, Code1",
    })
    void eachPlaneHasItsForm(Envelope envelope, String pointer, String value) throws Exception {
        JsonNode body = new ObjectMapper().readTree(envelope.body(FAULT.content(), "req", "corr", NOW));

        assertThat(body.at(pointer).asText()).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"70003", "700038"})
    void twoCodesOfAzureAdHaveNoPage(String code) throws Exception {
        AzureException fault = new AzureException(400, "error", "text").withInnerCode(code);

        JsonNode body = new ObjectMapper().readTree(Envelope.AZURE_AD.body(fault.content(), "req", "corr", NOW));

        assertThat(body.at("/error_codes/0").asText()).isEqualTo(code);
        assertThat(body.has("error_uri")).isFalse();
    }

    @Test
    void blobErrorsAreXmlAndEscaped() {
        assertThat(Envelope.BLOB.body(FAULT.content(), "req", "corr", NOW))
                .startsWith("<?xml")
                .contains("<Code>Code1</Code>")
                .contains("what &lt;was&gt; wrong");
    }
}
