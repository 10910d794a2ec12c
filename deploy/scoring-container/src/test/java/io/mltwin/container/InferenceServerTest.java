package io.mltwin.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mltwin.container.ContainerException.Kind;
import io.mltwin.container.Scorer.ScoringResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract of Azure's inference server with entry scripts in Python. */
class InferenceServerTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    private static final String PLAIN = """
            import os, sys, time
            def init(): pass
            def run(data):
                if data == "nan": return float("nan")
                if data == "set": return {1}
                if data == "none": return None
                if data == "raise": raise ValueError("no such row")
                if data == "exit": sys.exit(7)
                if data == "hang": time.sleep(600)
                if data == "print":
                    for _ in range(64): print("x" * (1024 * 1024))
                return data
            """;

    private static final String RAW = """
            from azureml.contrib.services.aml_request import AMLRequest, rawhttp
            from azureml.contrib.services.aml_response import AMLResponse
            def init(): pass
            @rawhttp
            def run(request):
                assert isinstance(request, AMLRequest)
                what = request.args.get("what")
                if what == "bytes": return AMLResponse(request.data[::-1], 207, {"X-A": "1,2", "content-type": "image/png"})
                if what == "json": return AMLResponse({"e": 1}, 503, json_str=True)
                if what == "none": return AMLResponse(None, 201)
                if what == "form": return [request.form["t"], request.files["f"].filename, request.files["f"].read().decode()]
                if what == "split": return AMLResponse("x", 200, {"X-A": "1\\r\\nX-B: 2"})
                if what == "name": return AMLResponse("x", 200, {"X A": "1"})
                if what == "status": return AMLResponse("x", 999)
                if what == "type": return AMLResponse("x", 200, {"Content-Type": "png"})
                return [request.method, request.args.getlist("a"), request.headers.get("x-q"), request.get_json(silent=True)]
            """;

    private static final String SCHEMA = """
            from azureml_inference_server_http.api.aml_response import AMLResponse
            from inference_schema.schema_decorators import input_schema, output_schema
            from inference_schema.parameter_types.standard_py_parameter_type import StandardPythonParameterType
            def init(): pass
            @input_schema("a", StandardPythonParameterType(1.5))
            @input_schema(param_name="b", param_type=StandardPythonParameterType({"x": [1], "y": "t"}), optional=True)
            @output_schema(StandardPythonParameterType([1.0]))
            def run(a, b=None, request_headers=None):
                return [a, b, request_headers.get("X-Q")]
            """;

    @TempDir
    Path folder;

    private final List<ContainerClient> clients = new ArrayList<>();

    @AfterEach
    void end() {
        clients.forEach(ContainerClient::close);
    }

    private ContainerClient start(String script) throws Exception {
        return start(script, LONG);
    }

    private ContainerClient start(String script, Duration timeout) throws Exception {
        Files.createDirectories(folder.resolve("model"));
        Files.writeString(folder.resolve("score.py"), script);
        ContainerClient client = new ContainerClient(
                TestContainers.runtime(),
                ContainerSpec.script(ContainerSpec.Kind.PYTHON, folder, Path.of("score.py"), Path.of("model"), "none")
                        .withTimeouts(LONG, LONG, timeout),
                line -> {});
        clients.add(client);
        client.start();
        return client;
    }

    private static InferenceRequest request(String method, String query, String type, String body) {
        return new InferenceRequest(
                method,
                "https://s.example/score" + query,
                type == null
                        ? List.of(new HttpHeader("X-Q", "q"))
                        : List.of(new HttpHeader("X-Q", "q"), new HttpHeader("Content-Type", type)),
                body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(ScoringResult result) {
        return new String(result.body(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "POST | `` | plain | \"plain\"",
                "POST | `` | none | {}",
                "POST | `` | nan | NaN",
                "POST | `` | print | \"print\"",
                "GET | ?a=1&b=x&b=2 | `` | \"{\\\"a\\\": 1, \\\"b\\\": [\\\"x\\\", 2]}\""
            })
    void whatAnUndecoratedScriptAnswers(String method, String query, String body, String answer) throws Exception {
        ScoringResult result = start(PLAIN).run(request(method, query, null, body));

        assertThat(text(result)).isEqualTo(answer);
        assertThat(result.status()).isEqualTo(200);
        assertThat(result.contentType()).isEqualTo("application/json");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "POST, raise, RUN_FAILED, no such row",
        "POST, set, RUN_FAILED, not JSON serializable",
        "POST, exit, CRASHED, exit code 7",
        "POST, hang, TIMED_OUT, Scoring timeout after 3000 ms",
        "PUT, x, BAD_METHOD, Method not allowed"
    })
    void whatAScriptDoesWrongIsToldByItsKindAndTheNextRequestIsAnswered(
            String method, String body, Kind kind, String message) throws Exception {
        ContainerClient client = start(PLAIN, Duration.ofSeconds(3));

        assertThat(failure(client, request(method, "", null, body)))
                .hasMessageContaining(message)
                .extracting(ContainerException::kind)
                .isEqualTo(kind);

        assertThat(text(client.run(request("POST", "", null, "again")))).isEqualTo("\"again\"");
    }

    @Test
    void aBodyThatIsNoTextIsNoInputOfAnUndecoratedScript() throws Exception {
        ContainerClient client = start(PLAIN);

        assertThat(failure(client, InferenceRequest.post(new byte[] {(byte) 0xff})))
                .hasMessageContaining("cannot be decoded as UTF-8")
                .extracting(ContainerException::kind)
                .isEqualTo(Kind.BAD_INPUT);
    }

    @Test
    void aRawScriptGetsTheRequestAndAnswersByHttp() throws Exception {
        // Given
        ContainerClient client = start(RAW);
        byte[] bytes = {0, (byte) 0xff, 1};

        // When
        ScoringResult result =
                client.run(new InferenceRequest("POST", "https://s.example/score?what=bytes", List.of(), bytes));

        // Then
        assertThat(result.status()).isEqualTo(207);
        assertThat(result.body()).containsExactly(1, 0xff, 0);
        assertThat(result.contentType()).isEqualTo("image/png");
        assertThat(result.headers())
                .contains(
                        new HttpHeader("X-A", "1"),
                        new HttpHeader("X-A", "2"),
                        new HttpHeader("x-ms-run-function-failed", "False"));
        assertThat(text(client.run(request("GET", "?a=1&a=2", null, null))))
                .isEqualTo("[\"GET\", [\"1\", \"2\"], \"q\", null]");
        assertThat(text(client.run(request("PATCH", "", "application/json", "{\"k\": 1}"))))
                .isEqualTo("[\"PATCH\", [], \"q\", {\"k\": 1}]");
        assertThat(client.run(request("POST", "?what=none", null, "")))
                .satisfies(answer -> assertThat(text(answer)).isEqualTo("{}"))
                .extracting(ScoringResult::status)
                .isEqualTo(201);
    }

    @Test
    void aRawScriptReadsAForm() throws Exception {
        String form = """
                --B
                Content-Disposition: form-data; name="t"

                v
                --B
                Content-Disposition: form-data; name="f"; filename="a.txt"
                Content-Type: text/plain

                hello
                --B--
                """.replace("\n", "\r\n");

        ScoringResult result = start(RAW).run(request("POST", "?what=form", "multipart/form-data; boundary=B", form));

        assertThat(text(result)).isEqualTo("[\"v\", \"a.txt\", \"hello\"]");
    }

    @Test
    void aRawAnswerOfAFailureSaysThatTheFunctionFailed() throws Exception {
        ScoringResult result = start(RAW).run(request("POST", "?what=json", null, ""));

        assertThat(result.status()).isEqualTo(503);
        assertThat(result.headers()).containsOnlyOnce(new HttpHeader("x-ms-run-function-failed", "True"));
        assertThat(text(result)).isEqualTo("{\"e\": 1}");
    }

    @ParameterizedTest
    @CsvSource({
        "split, several lines",
        "name, header that is none",
        "status, status 999",
        "type, Content-Type that is none"
    })
    void aRawAnswerThatIsNoHttpIsTheScriptsFault(String what, String message) throws Exception {
        assertThat(failure(start(RAW), request("POST", "?what=" + what, null, "")))
                .hasMessageContaining(message)
                .extracting(ContainerException::kind)
                .isEqualTo(Kind.RUN_FAILED);
    }

    @ParameterizedTest(name = "{0} {1} {2} {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                "POST | `` | application/json | {\"a\": 1, \"b\": {\"x\": [2], \"y\": \"z\"}} | - |"
                        + " [1.0, {\"x\": [2], \"y\": \"z\"}, \"q\"]",
                "POST | `` | - | {\"a\": 1, \"b\": null} | - | [1.0, null, \"q\"]",
                "GET | ?a=2.5 | - | `` | - | [2.5, null, \"q\"]",
                "POST | `` | application/json | {\"a\": \"t\"} | RUN_FAILED | Expected float, got" + " str",
                "POST | `` | application/json | {\"b\": 1} | BAD_INPUT | lacks the input a",
                "POST | `` | application/json | {\"a\": 1, \"c\": 1} | BAD_INPUT | does not take:" + " c",
                "POST | `` | application/json | [1] | BAD_INPUT | must be a JSON object",
                "POST | `` | application/json | x | BAD_INPUT | no JSON text",
                "POST | `` | text/plain | {\"a\": 1} | BAD_TYPE | Expects Content-Type to be" + " application/json",
                "DELETE | `` | - | `` | BAD_METHOD | Method not allowed"
            })
    void aDecoratedScriptGetsTheMembersOfTheObject(
            String method, String query, String type, String body, Kind kind, String expected) throws Exception {
        ContainerClient client = start(SCHEMA);
        InferenceRequest request = request(method, query, type, body);

        if (kind == null) {
            assertThat(text(client.run(request))).isEqualTo(expected);
        } else {
            assertThat(failure(client, request))
                    .hasMessageContaining(expected)
                    .extracting(ContainerException::kind)
                    .isEqualTo(kind);
        }
    }

    @Test
    void inputOfADecoratedScriptIsKnownWhenItIsReady() throws Exception {
        assertThat(new String(start(SCHEMA).schemas(), StandardCharsets.UTF_8))
                .contains(
                        "\"a\": {\"type\": \"number\", \"format\": \"double\", \"example\": 1.5}",
                        "\"example\": {\"a\": 1.5, \"b\": {\"x\": [1], \"y\": \"t\"}}",
                        "\"required\": [\"a\"]",
                        "\"output\": {\"type\": \"array\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "def run(*data): pass | positional-only",
                "def run(): pass | needs to accept an argument",
                "def run(request_headers): pass | needs to accept an argument",
                "from azureml.contrib.services.aml_request import rawhttp; from"
                        + " inference_schema.schema_decorators import input_schema; from"
                        + " inference_schema.parameter_types.standard_py_parameter_type import"
                        + " StandardPythonParameterType as T; run = rawhttp(input_schema('a',"
                        + " T(1))(lambda a: a)) | both",
                "from inference_schema.schema_decorators import input_schema; run ="
                        + " input_schema('a', 1)(lambda a: a) | parameter type"
            },
            quoteCharacter = '`')
    void aRunThatCannotBeCalledFailsTheStart(String run, String message) throws IOException {
        assertThatThrownBy(() -> start("def init(): pass\n" + run.replace("; ", "\n")))
                .hasMessageContaining(message)
                .extracting(e -> ((ContainerException) e).kind())
                .isEqualTo(Kind.START_FAILED);
    }

    private static ContainerException failure(ContainerClient client, InferenceRequest request) {
        return catchThrowableOfType(ContainerException.class, () -> client.run(request));
    }
}
