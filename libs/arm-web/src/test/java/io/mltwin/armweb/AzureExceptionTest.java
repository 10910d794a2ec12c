package io.mltwin.armweb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AzureExceptionTest {

    static Stream<Arguments> errors() {
        return Stream.of(
                arguments(AzureException.badRequest("A", "'%s' and %s", "x", 1), 400, "A", "'x' and 1"),
                arguments(AzureException.forbidden("B", "no %s", (Object) null), 403, "B", "no null"),
                arguments(AzureException.notFound("C", "the run '%s'", "100%s"), 404, "C", "the run '100%s'"),
                arguments(AzureException.conflict("D", "100%"), 409, "D", "100%"),
                arguments(new AzureException(503, "E", "%s of %s", 1, 2), 503, "E", "1 of 2"),
                arguments(
                        AzureException.notBuilt("The type '%s'", "a%b"),
                        501,
                        "NotImplemented",
                        "The type 'a%b' is not built yet in mltwin; docs/fidelity.md lists what is."),
                arguments(
                        AzureException.settingNotBuilt("a.b", "nothing reads it", "Leave it out."),
                        501,
                        "NotImplemented",
                        "The setting 'a.b' is not built yet in mltwin: nothing reads it. Leave it out."
                                + " docs/fidelity.md lists what is."));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void anErrorHasItsStatusItsCodeAndItsTextWithTheArguments(
            AzureException error, int status, String code, String text) {
        assertThat(error.status()).isEqualTo(status);
        assertThat(error.code()).isEqualTo(code);
        assertThat(error.content().message()).isEqualTo(text);
        assertThat(error).hasMessage(text);
    }

    @Test
    void aConditionRefusesOnlyIfItIsTrue() {
        assertThatCode(() -> AzureException.notBuiltIf(false, "The type '%s'", "x"))
                .doesNotThrowAnyException();
        assertThatCode(() -> AzureException.settingNotBuiltIf(false, "a.b", "why", "Instead."))
                .doesNotThrowAnyException();
        assertThatCode(() -> ArmErrors.invalidRequestContentIf(false, "no")).doesNotThrowAnyException();

        assertThatThrownBy(() -> AzureException.notBuiltIf(true, "The type '%s'", "x"))
                .hasMessageStartingWith("The type 'x' is not built yet");
        assertThatThrownBy(() -> AzureException.settingNotBuiltIf(true, "a.b", "why", "Instead."))
                .extracting(error -> ((AzureException) error).content().target())
                .isEqualTo("a.b");
        assertThatThrownBy(() -> ArmErrors.invalidRequestContentIf(true, "no '%s'", "x"))
                .hasMessage("no 'x'");
        assertThatThrownBy(() -> ArmErrors.invalidResourceNameIf(true, "x_", "letters."))
                .hasMessage("The name 'x_' is not valid: letters.");
    }
}
