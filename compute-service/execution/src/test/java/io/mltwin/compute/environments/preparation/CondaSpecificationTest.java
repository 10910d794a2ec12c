package io.mltwin.compute.environments.preparation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mltwin.armweb.AzureException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CondaSpecificationTest {

    @Test
    void aCondaFileWithPipsListBecomesRequirements() {
        // Given
        String file = """
                name: mine
                channels: [conda-forge]
                dependencies:
                  - python=3.10
                  - pip=23.1
                  - scikit-learn>=1.0, <2
                  - conda-forge::pandas
                  - pip:
                      - azureml-defaults~=1.27.0
                      - mlflow[extras]==2.9 ; python_version > "3.7"
                      - --extra-index-url https://packages/simple
                """;

        // When
        CondaSpecification read = CondaSpecification.parse("condaFile", file);

        // Then
        assertThat(read.pythonVersion()).isEqualTo("==3.10.*");
        assertThat(read.requirements())
                .containsExactly(
                        "scikit-learn>=1.0,<2",
                        "pandas",
                        "mlflow[extras]==2.9 ; python_version > \"3.7\"",
                        "--extra-index-url https://packages/simple");
        assertThat(read.notes())
                .anyMatch(note -> note.contains("azureml-defaults~=1.27.0 is left out"))
                .anyMatch(note -> note.contains("not from channels of conda"));
    }

    /** Each file as a user has it, its lines divided by semicolons. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            nullValues = "any",
            value = {
                "dependencies:; - python=3.8; - numpy=1.21.2; - pip=21.2.4; - scipy=1.7.1|==3.8.*|numpy==1.21.2.* scipy==1.7.1.*",
                "channels: [conda-forge]; dependencies:; - python=3.10; - pip; - pip:;   - numpy==1.26.4;   - xgboost|==3.10.*|numpy==1.26.4 xgboost",
                "name: train; channels:; - defaults; - pytorch; dependencies:; - python>=3.8,<3.12; - pytorch::pytorch==2.1.0; - cudatoolkit=11.8|>=3.8,<3.12|torch==2.1.0 cudatoolkit==11.8.*",
                "dependencies:; - python==3.10.4; - pip:;   - -r requirements.txt|==3.10.4|'-r requirements.txt'",
                "name: e; dependencies:; - numpy; prefix: /opt/conda/envs/e|any|numpy",
                "dependencies: [{pip: [azureml-defaults, 'inference-schema[numpy-support]==1.3.0']}]|any|inference-schema[numpy-support]==1.3.0"
            })
    void filesAsUsersWriteThem(String file, String python, String requirements) {
        CondaSpecification read = CondaSpecification.parse("condaFile", file.replaceAll("; ?", "\n"));

        assertThat(read.pythonVersion()).isEqualTo(python);
        assertThat(String.join(" ", read.requirements())).isEqualTo(requirements.replace("'", ""));
    }

    @Test
    void variablesAreTheRuns() {
        assertThat(CondaSpecification.parse("f", "variables: {OMP_NUM_THREADS: 4, A: b}")
                        .variables())
                .isEqualTo(Map.of("OMP_NUM_THREADS", "4", "A", "b"));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "numpy|numpy",
                "NumPy|numpy",
                "numpy=1.21|numpy==1.21.*",
                "numpy =1.21|numpy==1.21.*",
                "numpy=1.21.*|numpy==1.21.*",
                "numpy=1.21.2=py39_0|numpy==1.21.2",
                "numpy==1.21.2|numpy==1.21.2",
                "numpy 1.21.2|numpy==1.21.2",
                "numpy 1.21.2 py39_0|numpy==1.21.2",
                "numpy 1.21.*|numpy==1.21.*",
                "numpy>=1.2,<2|numpy>=1.2,<2",
                "numpy >=1.2, !=1.5|numpy>=1.2,!=1.5",
                "numpy=*|numpy",
                "conda-forge::numpy=1.2|numpy==1.2.*",
                "conda-forge/linux-64::numpy|numpy",
                "pytorch=2.1|torch==2.1.*",
                "py-xgboost|xgboost"
            })
    void aPackageOfCondaIsOneOfPip(String conda, String pip) {
        assertThat(CondaSpecification.parse("f", "dependencies: ['" + conda + "']")
                        .requirements())
                .containsExactly(pip);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "dependencies:",
                "dependencies: []",
                "dependencies: [pip, conda]",
                "dependencies: [pip: ]",
                "dependencies: [azureml-core]"
            })
    void whatClientsSendByDefaultAsksForNothing(String file) {
        CondaSpecification read = CondaSpecification.parse("f", file);

        assertThat(read.requirements()).isEmpty();
        assertThat(read.pythonVersion()).isNull();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "-i https://u:s3cret@h/simple",
                "--index-url https://u:s3cret@h/simple",
                "--extra-index-url=https://u:s3cret@h/simple",
                "--find-links https://u:s3cret@h/wheels",
                "--trusted-host h",
                "-r https://u:s3cret@h/r.txt",
                "-e git+https://u:s3cret@h/p#egg=p",
                "--no-binary :all:",
                "p==1 --hash=sha256:00",
                "p @ https://u:s3cret@h/p.whl"
            })
    void linesOfPipAreAzuresAndAreGivenToPipAlone(String line) {
        String file = "dependencies: [{pip: ['" + line + "']}]";
        assertThat(CondaSpecification.parse("f", file).requirements()).containsExactly(line);

        AzureException refusal = catchThrowableOfType(
                AzureException.class, () -> CondaSpecification.parse("f", "dependencies: ['" + line + "']"));
        assertThat(refusal.getMessage()).contains("is not understood").doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dependencies: [",
                "a text",
                "[numpy]",
                "dependencies: numpy",
                "dependencies: [1]",
                "variables: [A]",
                "variables: {A: }",
                "variables: {A: [b]}",
                "variables: {'A=B': c}",
                "dependencies: [{npm: [x]}]",
                "dependencies: [{pip: x}]",
                "dependencies: [{pip: [1]}]",
                "dependencies: [{pip: ['']}]",
                "dependencies: [{pip: [\"a\\nb\"]}]",
                "dependencies: ['numpy[version=1]']",
                "dependencies: ['numpy 1.2|1.3']",
                "dependencies: ['numpy=>1']",
                "dependencies: ['; rm']",
                "dependencies: ['--index-url x']"
            })
    void whatIsNoneIsRefused(String file) {
        AzureException refusal = catchThrowableOfType(
                AzureException.class, () -> CondaSpecification.parse("properties.condaFile", file));

        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.code()).isEqualTo("UserError");
        assertThat(refusal.content().target()).isEqualTo("properties.condaFile");
    }
}
