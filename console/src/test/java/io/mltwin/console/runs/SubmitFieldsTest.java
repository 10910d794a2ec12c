package io.mltwin.console.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.console.runs.JobClient.SnapshotForm;
import io.mltwin.console.runs.RunView.RunImage;
import io.mltwin.console.runs.RunsResource.SubmitProblem;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The form that submits a job says what is missing before anything is sent. */
class SubmitFieldsTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "'', '', '', '', env, '', NO_COMMAND",
                "ls, code, snap, '', env, '', TWO_CODES",
                "ls, code, '', 'print(1)', env, a.py, TWO_CODES",
                "ls, '', '', 'print(1)', env, '', NO_NAME",
                "ls, '', '', '', '', '', NO_ENVIRONMENT",
                "ls, '', '', '', env, '', -",
                "ls, '', '', 'print(1)', env, a.py, -",
                "ls, code, '', ' ', env, '', -"
            })
    void itsProblem(
            String command,
            String code,
            String snapshot,
            String script,
            String environment,
            String name,
            SubmitProblem problem) {
        SubmitFields fields = new SubmitFields("", "", "", environment, code, snapshot, name, script, command);

        assertThat(fields.problem()).isEqualTo(problem);
    }

    @Test
    void aFileNameCannotEndItsHeader() {
        SnapshotForm form = SnapshotForm.of("a\"\r\nX: y.py", "print(1)\r\nprint(2)\r\n");

        assertThat(new String(form.body(), StandardCharsets.UTF_8))
                .contains("filename=\"a___X: y.py\"\r\n")
                .contains("\r\n\r\nprint(1)\nprint(2)\n\r\n--");
    }

    @ParameterizedTest
    @CsvSource({
        "a.png, image/png", "a.JPG, image/jpeg", "x/y.webp, image/webp", "a.gif, image/gif",
        "a.svg, ", "a.html, ", "png, ", "a.png.html, "
    })
    void anImageIsOneByItsNameAlone(String path, String type) {
        assertThat(RunImage.contentType(path)).isEqualTo(type);
    }
}
