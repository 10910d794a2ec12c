package io.mltwin.console.creation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "rg1, rg1",
                "/a/b-c_d.e, /a/b-c_d.e",
                "\"\", \"''\"",
                "a b, 'a b'",
                "$(id), '$(id)'",
                "it's, 'it'\\''s'"
            })
    void aShellPassesOnWhatWasMeant(String text, String word) {
        assertThat(CommandLine.quoted(text)).isEqualTo(word);
    }
}
