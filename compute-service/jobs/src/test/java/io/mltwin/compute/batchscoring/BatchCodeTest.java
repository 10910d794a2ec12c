package io.mltwin.compute.batchscoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program that scores the input of a batch job, run as a node runs it. */
class BatchCodeTest {

    private static final String SCRIPT = """
            import os, time
            def init():
                global weight
                with open(os.path.join(os.environ["AZUREML_MODEL_DIR"], "weight.txt")) as file:
                    weight = int(file.read())
                print("init")
            def run(mini_batch):
                names = [os.path.basename(one) for one in mini_batch]
                print("run", *names)
                BEHAVIOUR
                return [f"{name},{weight}" for name in names]
            """;

    @TempDir
    Path folder;

    private record Result(int exitCode, String log) {}

    @BeforeEach
    void sevenFilesAndAModel() throws IOException {
        for (String file : List.of("batch_scoring.py", "batch_joining.py", "batch_worker.py", "mlflow_batch.py")) {
            try (InputStream in = BatchCodeTest.class.getResourceAsStream("/batch/code/" + file)) {
                Files.copy(in, folder.resolve(file));
            }
        }
        Files.createDirectories(folder.resolve("code"));
        Files.createDirectories(folder.resolve("in/below"));
        for (int i = 1; i <= 6; i++) {
            Files.writeString(folder.resolve("in/" + i + ".csv"), "x\n" + i + "\n");
        }
        Files.writeString(folder.resolve("in/below/7.csv"), "x\n7\n");
        Files.writeString(folder.resolve("stored.txt"), "6");
    }

    private Result run(String behaviour, String change) throws Exception {
        Files.writeString(folder.resolve("code/score.py"), SCRIPT.replace("BEHAVIOUR", behaviour));
        return execute("code/score.py", "weight.txt", "stored.txt", "in", change);
    }

    private Result execute(String script, String modelName, String model, String input, String change)
            throws Exception {
        ObjectMapper json = new ObjectMapper();
        Map<String, Object> instructions = new TreeMap<>(Map.of(
                "script",
                script,
                "modelName",
                modelName,
                "miniBatchSize",
                3,
                "errorThreshold",
                -1,
                "maxRetries",
                1,
                "timeout",
                20.0,
                "workers",
                1,
                "outputFileName",
                "predictions.csv",
                "loggingLevel",
                "Info"));
        instructions.put("instance", 0);
        instructions.put("instances", 1);
        json.readTree(change.replace('\'', '"'))
                .properties()
                .forEach(one -> instructions.put(one.getKey(), one.getValue()));
        return start(
                "batch_scoring.py",
                instructions,
                Map.of(
                        "AZURE_ML_INPUT_job_data_path",
                        input,
                        "AZURE_ML_INPUT_model",
                        model,
                        "AZURE_ML_OUTPUT_score",
                        "out",
                        "AZURE_ML_OUTPUT_part",
                        "part" + instructions.get("instance")));
    }

    private Result start(String program, Object instructions, Map<String, String> environment) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        "python3", program, new ObjectMapper().writeValueAsString(instructions))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log.txt").toFile());
        builder.environment().putAll(environment);
        int exitCode = builder.start().waitFor();
        return new Result(exitCode, Files.readString(folder.resolve("log.txt")));
    }

    private List<String> predictions() throws IOException {
        return Files.readAllLines(folder.resolve("out/predictions.csv"));
    }

    private static long count(Result result, String start) {
        return result.log().lines().filter(line -> line.startsWith(start)).count();
    }

    @Test
    void filesAreSplitIntoMiniBatchesAndRowsJoinedInTheirOrder() throws Exception {
        Result result = run("pass", "{'workers':2}");

        assertThat(result.exitCode()).as(result.log()).isZero();
        assertThat(result.log())
                .contains("7 files in 3 mini batches")
                .contains("run 1.csv 2.csv 3.csv")
                .contains("run 4.csv 5.csv 6.csv")
                .contains("run 7.csv");
        assertThat(count(result, "init")).isEqualTo(2);
        assertThat(predictions())
                .containsExactly("1.csv,6", "2.csv,6", "3.csv,6", "4.csv,6", "5.csv,6", "6.csv,6", "7.csv,6");
    }

    @Test
    void aMiniBatchThatFailsIsTriedAgain() throws Exception {
        Result result = run(
                "if '5.csv' in names and 'seen' not in globals(): globals()['seen'] = 1; raise ValueError('once')",
                "{}");

        assertThat(result.exitCode()).as(result.log()).isZero();
        assertThat(result.log())
                .contains("Mini batch 1, attempt 1 of 2: ValueError: once")
                .contains("0 of 7 files failed");
        assertThat(predictions()).hasSize(7);
    }

    @ParameterizedTest(name = "{0} with {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "if '5.csv' in names: raise ValueError('never')|{'errorThreshold':-1}|0|3",
                "if '5.csv' in names: raise ValueError('never')|{'errorThreshold':3}|0|3",
                "if '5.csv' in names: raise ValueError('never')|{'errorThreshold':2}|1|3",
                "if '5.csv' in names: os._exit(3)|{'errorThreshold':3}|0|3",
                "if '5.csv' in names: time.sleep(60)|{'errorThreshold':0,'timeout':1.0,'maxRetries':0}|1|3",
                "if '5.csv' in names: return names[:1]|{'errorThreshold':1}|1|2",
                "if '5.csv' in names: return 'no list'|{'errorThreshold':-1}|0|3",
            })
    void filesThatFailCountAgainstTheThreshold(String behaviour, String change, int exitCode, int failed)
            throws Exception {
        Result result = run(behaviour, change);

        assertThat(result.exitCode()).as(result.log()).isEqualTo(exitCode);
        assertThat(result.log()).contains(failed + " of 7 files failed");
        if (exitCode == 0) {
            assertThat(predictions()).hasSize(7 - failed).contains("7.csv,6");
        } else {
            assertThat(result.log()).contains("more than the errorThreshold");
            assertThat(folder.resolve("out/predictions.csv")).doesNotExist();
        }
    }

    @Test
    void aScriptThatDoesNotBeginFailsTheJob() throws Exception {
        Files.writeString(folder.resolve("stored.txt"), "no number");

        Result result = run("pass", "{}");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.log()).contains("init() of the scoring script failed: ValueError");
    }

    @Test
    void aSummaryWritesWhatTheScriptWrites() throws Exception {
        Result result = run(
                "open(os.path.join(os.environ['AZUREML_BI_OUTPUT_PATH'], names[0]), 'w').close()",
                "{'outputFileName':null}");

        assertThat(result.exitCode()).as(result.log()).isZero();
        try (Stream<Path> files = Files.list(folder.resolve("out"))) {
            assertThat(files.map(one -> one.getFileName().toString()))
                    .containsExactlyInAnyOrder("1.csv", "4.csv", "7.csv");
        }
    }

    @Test
    void anMlflowModelIsScoredWithoutAScript() throws Exception {
        // Given
        Path model = Files.createDirectories(folder.resolve("stored/code"));
        Files.writeString(model.resolve("tenfold.py"), """
                class Model:
                    def predict(self, table):
                        rows = table.values.tolist() if hasattr(table, "values") else table
                        return [10 * float(row[0]) for row in rows]
                """);
        Files.writeString(folder.resolve("stored/MLmodel"), "flavors: {}");
        Process pickling = new ProcessBuilder(
                        "python3",
                        "-c",
                        "import pickle, tenfold; pickle.dump(tenfold.Model(), open('../model.pkl', 'wb'))")
                .directory(model.toFile())
                .inheritIO()
                .start();
        assertThat(pickling.waitFor()).isZero();
        Files.writeString(
                folder.resolve("flavors.json"),
                "{\"python_function\":{\"model_path\":\"model.pkl\",\"code\":\"code\"}}");

        // When
        Result result = execute("mlflow_batch.py", "tree", "stored", "in", "{}");

        // Then
        assertThat(result.exitCode()).as(result.log()).isZero();
        assertThat(predictions()).hasSize(7).contains("0,20.0,2.csv", "0,70.0,7.csv");
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "3, 0", "2, 1"})
    void severalNodesScoreTheirSharesAndOneJoinsThem(int threshold, int exitCode) throws Exception {
        // Given
        for (int instance = 0; instance < 2; instance++) {
            run("if '5.csv' in names: raise ValueError('never')", "{'instances':2,'instance':" + instance + "}");
        }

        // When
        Result joined = start(
                "batch_joining.py",
                Map.of("instances", 2, "errorThreshold", threshold, "outputFileName", "predictions.csv"),
                Map.of(
                        "AZURE_ML_INPUT_part_1",
                        "part0",
                        "AZURE_ML_INPUT_part_2",
                        "part1",
                        "AZURE_ML_OUTPUT_score",
                        "out"));

        // Then
        assertThat(joined.exitCode()).as(joined.log()).isEqualTo(exitCode);
        if (exitCode == 0) {
            assertThat(predictions()).containsExactly("1.csv,6", "2.csv,6", "3.csv,6", "7.csv,6");
        }
    }

    @Test
    void anInputMayBeOneFile() throws Exception {
        run("pass", "{}");

        Result result = execute("code/score.py", "weight.txt", "stored.txt", "in/2.csv", "{}");

        assertThat(result.exitCode()).as(result.log()).isZero();
        assertThat(predictions()).containsExactly("2.csv,6");
    }
}
