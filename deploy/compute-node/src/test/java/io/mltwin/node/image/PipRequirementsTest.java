package io.mltwin.node.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.node.job.JobBody;
import io.mltwin.node.job.PreparationException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of pip with addresses, passwords and options. */
class PipRequirementsTest {

    private static final String INDEX = "https://index.example/simple";

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--extra-index-url https://u:s3cret@h/simple|--extra-index-url https://h/simple|--extra-index-url https://****@h/simple|machine h login \"u\" password \"s3cret\"",
                "-i http://s3cret@h:81/simple|-i http://h:81/simple|-i http://****@h:81/simple|machine h login \"s3cret\" password \"\"",
                "--find-links=https://u%40c:s3%22c+ret@h/w|--find-links=https://h/w|--find-links=https://****@h/w|machine h login \"u@c\" password \"s3\\\"c+ret\"",
                "-e git+https://u:s3cret@h/p@v1#egg=p|-e git+https://h/p@v1#egg=p|-e git+https://****@h/p@v1#egg=p|machine h login \"u\" password \"s3cret\"",
                "p @ https://u:s3@cret@h/p.whl|p @ https://h/p.whl|p @ https://****@h/p.whl|machine h login \"u\" password \"s3@cret\"",
                "-e git+ssh://git@h/p|-e git+ssh://git@h/p|-e git+ssh://git@h/p|",
                "p @ https://h/p@1.whl|p @ https://h/p@1.whl|p @ https://h/p@1.whl|",
                "numpy==1.2|numpy==1.2|numpy==1.2|"
            })
    void passwordsComeToPipByNetrcAlone(String line, String given, String shown, String netrc) {
        PipRequirements read = PipRequirements.of(List.of(line));

        assertThat(read.lines()).containsExactly(given);
        assertThat(read.shown()).containsExactly(shown);
        assertThat(read.netrc()).isEqualTo(netrc == null ? List.of() : List.of(netrc));
        assertThatCode(() -> read.requireIndex(null)).doesNotThrowAnyException();
    }

    @Test
    void theHistoryOfAnImageNamesNoPassword() {
        JobBody.Environment environment = new JobBody.Environment(
                "ws", "e", "1", null, List.of("--extra-index-url https://u:s3cret@h/simple", "numpy"), List.of());
        EnvironmentImage image = EnvironmentImage.of(
                environment, "/azureml-envs/e", new EnvironmentLayer(Path.of("layer"), "sha256:1", "sha256:2", 3));

        assertThat(new String(image.configuration(), StandardCharsets.UTF_8))
                .contains("pip install --extra-index-url https://****@h/simple numpy")
                .doesNotContain("s3cret");
        assertThat(new String(image.manifest(), StandardCharsets.UTF_8)).doesNotContain("s3cret");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "-i https://u:s3cret@h/simple",
                "-ihttps://h/simple",
                "--index-url=https://h/simple",
                "--extra-index-url https://u:s3cret@h/simple",
                "--extra-index https://h/simple",
                "--no-index --extra-index-url https://h/simple",
                "--no-index\t-i h",
                "--extra-index-\\",
                "numpy --index-url //h/simple",
                "-f https://h/wheels",
                "--find-links /srv/wheels",
                "--trusted-host h",
                "-r more.txt",
                "-r https://h/r.txt",
                "-c https://h/c.txt",
                "-e .",
                "-e git+https://u:s3cret@h/p#egg=p",
                "git+ssh://git@h/p",
                "p @ https://u:s3cret@h/p.whl",
                "p@http:h/p.whl",
                "https://h/p.whl --no-binary :all:",
                "${ADDRESS}",
                "--pre-release https://h",
                "file://h/p.whl",
                "xfile:///p"
            })
    void whatLeadsPastTheOperatorsIndexIsRefusedWithTheReason(String line) {
        assertThatThrownBy(() -> PipRequirements.of(List.of("numpy", line)).requireIndex(INDEX))
                .isInstanceOf(PreparationException.class)
                .hasMessageContaining("leads past the package index of this platform, " + INDEX)
                .hasMessageContaining("leave it out")
                .hasMessageNotContaining("s3cret");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "numpy",
                "mlflow[extras]==2.9 ; python_version > \"3.7\"",
                "numpy>=1,<2,!=1.5",
                "scikit-learn~=1.5",
                "a-b_c==1!2.0-1",
                "--no-index",
                "--no-binary :all:",
                "--no-binary=numpy,pandas",
                "--only-binary :none:",
                "--pre",
                "--prefer-binary",
                "--require-hashes",
                "numpy==1 --hash=sha256:00ff --hash=sha256:11",
                "/srv/wheels/p-1-py3-none-any.whl",
                "file:///srv/wheels/p-1-py3-none-any.whl",
                "p @ file:///srv/wheels/p-1-py3-none-any.whl"
            })
    void whatTheOperatorsIndexGivesIsTaken(String line) {
        assertThatCode(() -> PipRequirements.of(List.of(line)).requireIndex(INDEX))
                .doesNotThrowAnyException();
    }
}
