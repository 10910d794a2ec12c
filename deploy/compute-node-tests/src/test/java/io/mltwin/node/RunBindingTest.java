package io.mltwin.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The inputs and outputs of a job on a node: what the command finds, and what goes back. */
class RunBindingTest {

    @TempDir
    Path folder;

    private DataRun data;
    private FakePlatform platform;

    @BeforeEach
    void startPlatform() throws Exception {
        data = new DataRun(folder);
        platform = data.platform();
    }

    @AfterEach
    void stopPlatform() throws Exception {
        data.close();
    }

    private static Map<String, Object> binding(String use, String name, String mode, String path, String shape) {
        return Map.of(
                "name",
                use + "_" + name,
                "datastore",
                "store1",
                "mode",
                mode,
                "path",
                path,
                "folder",
                "cap/data-capability/wd/" + use + "_" + name,
                "overwrite",
                true,
                "use",
                use,
                "shape",
                shape);
    }

    @Test
    void anInputIsAFolderOfItsOwnWhoseNameTheCommandHas() throws Exception {
        platform.dataReferences = List.of(binding("INPUT", "d", "DOWNLOAD", "train", "FOLDER"));

        assertThat(data.run("cd \0INPUT_d\0 && cat a.csv deep/b.csv 'c d.csv' && find . -type f | wc -l"
                        + " && test $PWD = $AZURE_ML_INPUT_d && echo x > a.csv"))
                .isEqualTo("Completed");

        assertThat(data.log()).contains("1,234", "3\n");
        assertThat(data.stored("train/a.csv"))
                .as("an input is not written back")
                .isEqualTo("1,2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FILE", "EITHER"})
    void anInputThatIsABlobIsAFile(String shape) throws Exception {
        data.put("train/a.csv.old", "no");
        platform.dataReferences = List.of(binding("INPUT", "d", "DOWNLOAD", "train/a.csv", shape));

        assertThat(data.run("cat \0INPUT_d\0 && basename $AZURE_ML_INPUT_d")).isEqualTo("Completed");

        assertThat(data.log()).contains("1,2", "a.csv");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"FILE, train", "FOLDER, train/a.csv", "FOLDER, nothing", "EITHER, trai"})
    void anInputThatIsNotThereFailsTheRun(String shape, String path) throws Exception {
        platform.dataReferences = List.of(binding("INPUT", "d", "DOWNLOAD", path, shape));

        assertThat(data.run("true")).isEqualTo("Failed");

        assertThat(data.log()).contains("The input 'd' cannot be read", "has nothing at " + path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MOUNT", "UPLOAD"})
    void anOutputGoesToItsPlace(String mode) throws Exception {
        platform.dataReferences = List.of(binding("OUTPUT", "m", mode, "azureml/run1/m", "FOLDER"));

        assertThat(data.run("mkdir \0OUTPUT_m\0/deep && echo -n made > $AZURE_ML_OUTPUT_m/deep/x"))
                .isEqualTo("Completed");

        assertThat(data.stored("azureml/run1/m/deep/x")).isEqualTo("made");
        assertThat(data.log()).contains("Wrote azureml/run1/m/deep/x");
    }

    @Test
    void anOutputThatIsMountedShowsWhatIsThereAndKeepsIt() throws Exception {
        platform.dataReferences = List.of(binding("OUTPUT", "m", "MOUNT", "train", "FOLDER"));

        assertThat(data.run("cd \0OUTPUT_m\0 && cat a.csv && echo -n 5 > new && rm deep/b.csv"))
                .isEqualTo("Completed");

        assertThat(data.log()).contains("1,2", "Wrote train/new").doesNotContain("Wrote train/a.csv");
        assertThat(data.stored("train/new")).isEqualTo("5");
        assertThat(data.stored("train/deep/b.csv")).isEqualTo("3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MOUNT", "UPLOAD"})
    void anOutputThatIsAFileIsThatFileAlone(String mode) throws Exception {
        platform.dataReferences = List.of(binding("OUTPUT", "r", mode, "azureml/run1/report.txt", "FILE"));

        assertThat(data.run("echo -n made > \0OUTPUT_r\0 && echo no > $(dirname $AZURE_ML_OUTPUT_r)/b"))
                .isEqualTo("Completed");

        assertThat(data.stored("azureml/run1/report.txt")).isEqualTo("made");
        assertThat(platform.blobs.keySet())
                .filteredOn(name -> name.startsWith("/data/azureml/"))
                .containsExactly("/data/azureml/run1/report.txt");
    }
}
