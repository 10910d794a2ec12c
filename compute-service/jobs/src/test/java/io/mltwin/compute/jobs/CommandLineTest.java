package io.mltwin.compute.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureException;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

    private static final Map<String, String> TEXTS =
            Map.of("inputs.rate", "$0.5", "inputs.a_b", "${{inputs.rate}}", "outputs.model", "/m");

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "echo | echo",
                "t --r ${{inputs.rate}} | t --r $0.5",
                "t --r ${{ inputs.rate }} ${{outputs.model}} | t --r $0.5 /m",
                "t ${{inputs.a_b}} | t ${{inputs.rate}}",
                "t $[[--r ${{inputs.rate}}]] | t --r $0.5",
                "t $[[--r ${{inputs.none}}]] end | t  end",
                "t $[[--r ${{inputs.rate}} ${{inputs.none}}]] $[[x]] | t  x",
                "t ${{}} $rate ${rate} | t ${{}} $rate ${rate}"
            })
    void fills(String command, String filled) {
        // When
        String line = CommandLine.fill(command, TEXTS);

        // Then
        assertThat(line).isEqualTo(filled);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "t ${{inputs.none}}",
                "t ${{outputs.rate}}",
                "t ${{search_space.lr}}",
                "t ${{other.rate}}",
                "t ${{name}}",
                "t $[[x]] ${{inputs.none}}"
            })
    void refusesWhatTheJobDoesNotHave(String command) {
        assertThatThrownBy(() -> CommandLine.fill(command, TEXTS))
                .isInstanceOf(AzureException.class)
                .hasMessageContaining("which the job does not have");
    }
}
