package io.mltwin.e2e.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mltwin.e2e.fixtures.PlainPages;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.local.layout.Checkout;
import io.mltwin.local.layout.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The Python code of automated ML with Debian's scikit-learn: every learner, and tables that do not
 * fit.
 */
@OnlyOn(value = Target.PROCESSES, because = "it starts Python alone")
@Order(2)
@ResourceLock(value = PlainPages.OF_TESTS, mode = ResourceAccessMode.READ)
class AutoMLCodeTest {

    private static final Path RESOURCES =
            Checkout.find().root().resolve("compute-service/jobs/src/main/resources/automl");
    private static final String TARGETS = "kind,price";
    private static final String DELIMITED =
            "paths: [{file: ./rows.csv}]\ntransformations: [{read_delimited: {delimiter: ','}}]\n";

    /**
     * Trains the usual pipeline of each learner of a task, and predicts rows as they were given.
     */
    private static final String DRIVER = """
            import json, os, pathlib, pickle, sys
            sys.path.insert(0, sys.argv[1] + "/code")
            import tables, training
            settings = json.loads(sys.argv[2])
            rows = tables.read_input("training_data")
            for learner in json.load(open(sys.argv[1] + "/learners.json"))[settings["task"].capitalize()]["learners"]:
                arguments = {**learner["fixed"], **{name: values[0] for name, values in learner["choices"].items()}}
                training.train(settings, {"objects": [
                    {"module": "sklearn.preprocessing", "class_name": learner["scalers"][0], "param_args": [], "param_kwargs": {}},
                    {"module": learner["module"], "class_name": learner["estimator"], "param_args": [], "param_kwargs": arguments}]})
                model = pickle.loads(pathlib.Path("outputs/mlflow-model/model.pkl").read_bytes())
                predicted = model.predict(rows)
                assert len(predicted) == len(rows), learner
                print("trained", learner["algorithm"])
            """;

    /** Runs setups, each in a process of its own that has not to load the libraries again. */
    private static final String SETUPS = """
            import json, os, pathlib, runpy, sys
            code, runs = sys.argv[1], json.loads(sys.argv[2])
            sys.path.insert(0, code)
            import featurizing, tables, training
            for n, run in enumerate(runs):
                child = os.fork()
                if child == 0:
                    log = os.open(f"{n}.log", os.O_WRONLY | os.O_CREAT)
                    os.dup2(log, 1)
                    os.dup2(log, 2)
                    os.environ["AZURE_ML_INPUT_training_data"] = run["table"]
                    sys.argv = ["automl.py", run["settings"], "setup"]
                    runpy.run_path(code + "/automl.py", run_name="__main__")
                    sys.exit(0)
                end = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
                pathlib.Path(f"{n}.exit").write_text(str(end))
            """;

    @TempDir
    Path folder;

    private final List<String> told = new CopyOnWriteArrayList<>();
    private HttpServer history;

    @BeforeEach
    void aRunHistoryAndATable() throws IOException {
        history = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        history.createContext("/", this::answer);
        history.start();
        table(DELIMITED, rows());
    }

    @AfterEach
    void stop() {
        history.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        told.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    private void table(String mltable, String rows) throws IOException {
        Path table = Files.createDirectories(folder.resolve("table"));
        Files.createDirectories(folder.resolve("featurized"));
        Files.writeString(table.resolve("MLTable"), mltable);
        Files.writeString(table.resolve("rows.csv"), rows);
    }

    /** Two kinds that their length tells apart, with gaps, a category and a column of ids. */
    private static String rows() {
        StringBuilder rows = new StringBuilder("id," + TARGETS + ",length,width,place\n");
        for (int n = 0; n < 60; n++) {
            boolean isSmall = n % 2 == 1;
            double length = (isSmall ? 1 : 3) + n % 7 / 10.0;
            rows.append("r").append(n).append(isSmall ? ",small," : ",large,");
            rows.append(2 * length + 1).append(',').append(n == 7 ? "" : length);
            rows.append(',').append(n % 5 / 10.0).append(n % 3 == 0 ? ",field\n" : ",wood\n");
        }
        return rows.toString();
    }

    private static String settings(String task, String target, String more) {
        return ("{'task':'%s','target':'%s','primary_metric':'%s','featurizes':true,'cores':1,'verbosity':'INFO'%s}"
                        .formatted(task, target, task.equals("regression") ? "r2_score" : "AUC_weighted", more))
                .replace('\'', '"');
    }

    private record Ended(int exitCode, String output) {}

    private Ended python(String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("/usr/bin/python3"));
        line.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(line).directory(folder.toFile()).redirectErrorStream(true);
        String service = "http://127.0.0.1:" + history.getAddress().getPort();
        builder.environment()
                .putAll(Map.of(
                        "AZURE_ML_INPUT_training_data",
                        folder.resolve("table").toString(),
                        "AZURE_ML_OUTPUT_featurized_data",
                        folder.resolve("featurized").toString(),
                        "AZURE_ML_INPUT_featurized_data",
                        folder.resolve("featurized").toString(),
                        "AZUREML_RUN_ID",
                        "r",
                        "AZUREML_RUN_TOKEN",
                        "t",
                        "AZUREML_EXPERIMENT_SCOPE",
                        "/w/experiments/my trials",
                        "AZUREML_RUN_HISTORY_SERVICE_ENDPOINT",
                        service,
                        "MLFLOW_TRACKING_URI",
                        service,
                        "PYTHONDONTWRITEBYTECODE",
                        "1"));
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }

    private Ended run(String settings, String operation) throws IOException, InterruptedException {
        return python(RESOURCES.resolve("code/automl.py").toString(), settings, operation);
    }

    @ParameterizedTest(name = "{0} {2}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "classification|kind|,'folds':3|10|accuracy",
                "classification|place|,'validation_size':0.25|10|AUC_weighted",
                "regression|price|,'folds':2,'validation_size':0.2|8|normalized_root_mean_squared_error"
            })
    void everyLearnerTrainsAndItsModelPredicts(String task, String target, String more, int learners, String metric)
            throws IOException, InterruptedException {
        // Given
        String settings = settings(task, target, more);
        Ended setup = run(settings, "setup");
        assertThat(setup.exitCode()).as(setup.output()).isZero();
        assertThat(told).singleElement().asString().contains("ProblemInfoJsonString");
        Ended featurize = run(settings, "featurize");
        assertThat(featurize.exitCode()).as(featurize.output()).isZero();
        told.clear();

        // When
        Ended trained = python("-c", DRIVER, RESOURCES.toString(), settings);

        // Then
        assertThat(trained.exitCode()).as(trained.output()).isZero();
        assertThat(told.stream().filter(body -> body.contains("\"" + metric + "\"")))
                .hasSize(learners);
        assertThat(told.stream().filter(body -> body.contains("\"fit_time\""))).hasSize(learners);
        assertThat(folder.resolve("outputs/mlflow-model/MLmodel"))
                .content()
                .contains("loader_module: mlflow.sklearn", "pickled_model: model.pkl", "length");
        assertThat(folder.resolve("outputs/model.pkl")).isNotEmptyFile();
    }

    /** A table and what is asked of it, with the reason why that cannot be. */
    private record Misfit(String task, String target, String mltable, String reason) {}

    private static final List<Misfit> MISFITS = List.of(
            misfit("classification|colour|DELIMITED|The table has no column 'colour'"),
            misfit("regression|kind|DELIMITED|has values that are no numbers"),
            misfit("classification|kind|paths: []|name no file of its folder"),
            misfit("classification|kind|paths: [{file: ./none.csv}]|which its folder does not have"),
            misfit("classification|kind|paths: [{file: ../table/../../etc/passwd}]|leads out of its folder"),
            misfit("classification|kind|paths: [{file: /etc/passwd}]|its paths lie in its own folder"),
            misfit("classification|kind|paths: [{file: 'https://example.org/a.csv'}]|its paths lie in its own folder"),
            misfit(
                    "classification|kind|DELIMITED, {convert_column_types: []}|The transformation convert_column_types of the MLTable is not built"),
            misfit("classification|kind|DELIMITED, {keep_columns: [none]}|keep_columns of the MLTable names ['none']"),
            misfit("classification|kind|DELIMITED, {take: 3}|10 are needed"),
            misfit("classification|kind|DELIMITED, {keep_columns: [kind]}|No column but the target tells rows apart"),
            misfit("classification|one|DELIMITED|classification needs two"));

    private static Misfit misfit(String row) {
        String[] cells = row.split("\\|");
        return new Misfit(cells[0], cells[1], cells[2], cells[3]);
    }

    @TestFactory
    Stream<DynamicTest> aTableThatDoesNotFitIsRefusedWithItsReason() throws IOException, InterruptedException {
        // Given
        String delimited = "paths: [{file: ./rows.csv}]\ntransformations: [{read_delimited: {delimiter: ','}}";
        String rows = rows().replaceAll("(?m)^(id,.*)$", "$1,one").replaceAll("(?m)^(r.*)$", "$1,1");
        List<Map<String, String>> runs = new ArrayList<>();
        for (Misfit misfit : MISFITS) {
            Path table = Files.createDirectories(folder.resolve("table-" + runs.size()));
            String mltable = misfit.mltable();
            Files.writeString(
                    table.resolve("MLTable"),
                    mltable.startsWith("DELIMITED") ? mltable.replace("DELIMITED", delimited) + "]\n" : mltable);
            Files.writeString(table.resolve("rows.csv"), rows);
            runs.add(Map.of("table", table.toString(), "settings", settings(misfit.task(), misfit.target(), "")));
        }

        // When
        Ended all = python("-c", SETUPS, RESOURCES.resolve("code").toString(), Json.MAPPER.writeValueAsString(runs));

        // Then
        assertThat(all.exitCode()).as(all.output()).isZero();
        assertThat(told).isEmpty();
        return IntStream.range(0, MISFITS.size())
                .mapToObj(n -> DynamicTest.dynamicTest(MISFITS.get(n).reason(), () -> {
                    assertThat(folder.resolve(n + ".exit")).hasContent("1");
                    assertThat(folder.resolve(n + ".log"))
                            .content()
                            .contains("UserError: ", MISFITS.get(n).reason());
                }));
    }
}
