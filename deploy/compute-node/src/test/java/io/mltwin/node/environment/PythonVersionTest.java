package io.mltwin.node.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.node.environment.SystemPython.PythonVersion;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonVersionTest {

    @ParameterizedTest(name = "python{0} on 3.13.5: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "==3.13.*|true",
                "==3.10.*|true",
                "==3.8.13|true",
                "==3|true",
                "~=3.9|true",
                ">=3.8|true",
                ">=3.8,<3.12|true",
                "<4|true",
                "!=3.9|true",
                "==2.7.*|false",
                "==4.*|false",
                "<3|false",
                "<3.0|false",
                "<=2.7|false",
                ">=4|false",
                ">=3.8,<3|false",
                "3.10|false"
            })
    void anotherMinorVersionOfTheSameMajorOneIsAccepted(String asked, boolean accepted) {
        assertThat(PythonVersion.accepts(asked, "3.13.5")).isEqualTo(accepted);
    }
}
