package io.mltwin.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The demo's training scripts with their environments, and its entry scripts, each with the models
 * of both: all must agree.
 */
class DemoScriptsTest {

    private static final Path SEED = Path.of("../../seed").toAbsolutePath().normalize();
    private static final Path TRIBUO =
            Path.of("../tribuo-4.3/target/libs").toAbsolutePath().normalize();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double ROUNDING = 0.0001;

    record Call(String path, String authorization, JsonNode body) {}

    @TempDir
    Path folder;

    private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
    private HttpServer history;

    @BeforeEach
    void startRunHistory() throws IOException {
        history = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        history.createContext("/", exchange -> {
            calls.add(new Call(
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders().getFirst("Authorization"),
                    JSON.readTree(exchange.getRequestBody())));
            exchange.sendResponseHeaders(calls.size() == 1 ? 503 : 200, -1);
            exchange.close();
        });
        history.start();
    }

    @AfterEach
    void stopRunHistory() {
        history.stop(0);
    }

    @Test
    void theExportedModelReachesInOnnxRuntimeTheAccuracyThatTheScriptLogged() throws Exception {
        double logged = train();

        List<String> rows = Files.readAllLines(folder.resolve("outputs/held-out.csv"));
        rows = rows.subList(1, rows.size());
        Method run = entryScript();

        assertThat(rows).hasSize(171);
        assertThat(logged).isGreaterThan(0.93);
        assertThat(accuracy(run, rows)).isEqualTo(logged);
        assertThat(accuracyOfPythonToo()).isCloseTo(logged, within(ROUNDING));
        assertThatThrownBy(() -> run.invoke(null, "{\"data\":[[1,2]]}"))
                .isInstanceOf(InvocationTargetException.class)
                .hasRootCauseMessage("a row needs 30 measurements, this one has 2");
    }

    /** With scikit-learn where this machine has it, else with Python's standard library. */
    @Test
    void theEntryScriptReachesTheAccuracyThatTheTrainingScriptFound() throws Exception {
        // Given
        for (String file : List.of("train-python/train.py", "score-python/score.py", "breast-cancer-wisconsin.csv")) {
            Path from = SEED.resolve(file);
            Files.copy(from, folder.resolve(from.getFileName()));
        }
        String told = python("train.py", "--data", "breast-cancer-wisconsin.csv");

        // When
        double accuracy = accuracyInPython();

        // Then
        assertThat(told).contains(String.format(Locale.ROOT, "held-out accuracy %.4f", accuracy));
        assertThat(accuracy).isGreaterThan(0.93);
        List<String> rows = Files.readAllLines(folder.resolve("outputs/held-out.csv"));
        assertThat(accuracy(entryScript(), rows.subList(1, rows.size()))).isCloseTo(accuracy, within(ROUNDING));
    }

    /** The share of rows whose diagnosis the Java entry script finds. */
    private static double accuracy(Method run, List<String> rows) throws Exception {
        JsonNode answer = JSON.readTree((String) run.invoke(null, request(rows)));
        int right = 0;
        for (int i = 0; i < rows.size(); i++) {
            right += rows.get(i).endsWith("," + answer.get("result").get(i).asText()) ? 1 : 0;
            JsonNode probabilities = answer.get("probabilities").get(i);
            assertThat(probabilities.get(0).asDouble() + probabilities.get(1).asDouble())
                    .isBetween(0.9999, 1.0001);
        }
        return (double) right / rows.size();
    }

    private double accuracyOfPythonToo() throws Exception {
        Files.copy(SEED.resolve("score-python/score.py"), folder.resolve("score.py"));
        return accuracyInPython();
    }

    /** The share that the Python entry script finds, with four digits. */
    private double accuracyInPython() throws Exception {
        String scored = python("-c", """
                        import csv, json, score
                        score.init()
                        _, *rows = csv.reader(open("outputs/held-out.csv"))
                        data = [[float(cell) for cell in row[:-1]] for row in rows]
                        result = score.run(json.dumps({"data": data}))["result"]
                        right = sum(label == row[-1] for label, row in zip(result, rows))
                        print(f"accuracy {right / len(rows):.4f}")
                        """);
        return Double.parseDouble(scored.strip().replaceAll("(?s).*accuracy ", ""));
    }

    private String python(String... arguments) throws Exception {
        List<String> line = new ArrayList<>(List.of("python3"));
        line.addAll(List.of(arguments));
        Path said = Files.createTempFile(folder, "said", ".txt");
        ProcessBuilder script = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        script.environment().put("AZUREML_MODEL_DIR", folder.resolve("outputs").toString());
        Process process = script.start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(said)).isZero();
        return Files.readString(said);
    }

    /**
     * Returns the accuracy that the script logged, on its second attempt, as the first is answered
     * 503.
     */
    private double train() throws Exception {
        assertThat(TRIBUO).as("build deploy/environments/tribuo-4.3 first").isDirectory();
        Files.copy(SEED.resolve("train-java/Train.java"), folder.resolve("Train.java"));
        Files.copy(SEED.resolve("breast-cancer-wisconsin.csv"), folder.resolve("breast-cancer-wisconsin.csv"));
        ProcessBuilder script = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        TRIBUO + File.separator + "*",
                        "Train.java",
                        "--data",
                        "breast-cancer-wisconsin.csv")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log.txt").toFile());
        script.environment()
                .putAll(Map.of(
                        "AZUREML_RUN_TOKEN", "the-run-token",
                        "AZUREML_RUN_ID", "breast_1",
                        "AZUREML_ARM_PROJECT_NAME", "breast",
                        "AZUREML_WORKSPACE_SCOPE", "/subscriptions/s/resourceGroups/g/providers/p/workspaces/w",
                        "AZUREML_RUN_HISTORY_SERVICE_ENDPOINT",
                                "http://localhost:" + history.getAddress().getPort()));
        Process process = script.start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("log.txt")))
                .isZero();

        assertThat(calls).hasSize(2);
        calls.take();
        Call metric = calls.take();
        assertThat(metric.path())
                .isEqualTo("/history/v1.0/subscriptions/s/resourceGroups/g/providers/p/workspaces/w"
                        + "/experiments/breast/runs/breast_1/metrics");
        assertThat(metric.authorization()).isEqualTo("Bearer the-run-token");
        assertThat(metric.body().get("metricType").asText()).isEqualTo("azureml.v1.scalar");
        assertThat(metric.body().get("name").asText()).isEqualTo("accuracy");
        assertThat(metric.body().at("/schema/properties/0/propertyId").asText()).isEqualTo("accuracy");
        return metric.body().at("/cells/0/accuracy").asDouble();
    }

    private Method entryScript() throws Exception {
        Path classes = Files.createDirectory(folder.resolve("classes"));
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "-d",
                        classes.toString(),
                        SEED.resolve("score-java/Score.java").toString());
        assertThat(failed).isZero();
        Class<?> script = new URLClassLoader(
                        new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())
                .loadClass("Score");
        script.getMethod("init", Path.class).invoke(null, folder.resolve("outputs"));
        return script.getMethod("run", String.class);
    }

    private static String request(List<String> rows) {
        List<String> data = rows.stream()
                .map(row -> "[" + row.substring(0, row.lastIndexOf(',')) + "]")
                .toList();
        return "{\"data\":[" + String.join(",", data) + "]}";
    }
}
