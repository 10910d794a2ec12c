package io.mltwin.workspace.arm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.AzureException;
import io.mltwin.workspace.arm.ParseStage.RequestContent;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestContentTest {

    private final RequestContent content = new RequestContent(new ObjectMapper());

    @Test
    void aTemplateAsAzureCliSplicesItIn() {
        String body = """
                {"properties": {"mode": "Incremental", template:{
                  // by hand
                  "resources": [] /* none */
                }}}""";

        assertThat(content.read(bytes(body))
                        .at("/properties/template/resources")
                        .isArray())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{'a': 1}", "{\"a\": 01}", "{\"a\": 1,}", "{\"a\" 1}"})
    void whatIsNoJsonIsRefused(String body) {
        AzureException fault = catchThrowableOfType(AzureException.class, () -> content.read(bytes(body)));

        assertThat(fault.status()).isEqualTo(400);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
