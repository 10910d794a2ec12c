package io.mltwin.container.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.container.ContainerException;
import io.mltwin.container.TestContainers;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What an image of a web service answers where Docker runs it; the image's files are in a folder.
 */
class ServedImageTest {

    private static final String MODEL_DIR = "/var/azureml-app/azureml-models/m/1";
    private static final String SCRIPT = """
            import os
            from inference_schema.schema_decorators import input_schema
            from inference_schema.parameter_types.standard_py_parameter_type import StandardPythonParameterType

            def init():
                global greeting
                greeting = os.environ["GREETING"]

            @input_schema("data", StandardPythonParameterType([1]))
            def run(data):
                if len(data) > 2:
                    raise ValueError("too many")
                return {"greeting": greeting, "sum": sum(data)}
            """;

    @TempDir
    private Path root;

    private InferenceServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest(name = "{0} {1} {2}: {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "GET     | /                       |                   | 200 | Healthy",
                "POST    | /                       |                   | 405 | MethodNotAllowed",
                "POST    | /score                  | {\"data\":[1,2]} | 200 | {\"greeting\": \"hello\", \"sum\": 3}",
                "POST    | /score                  | {\"data\":[1,2,3]} | 500 | too many",
                "POST    | /score                  | four              | 400 | BadArgument",
                "OPTIONS | /score                  |                   | 200 | ``",
                "OPTIONS | /                       |                   | 200 | ``",
                "OPTIONS | /swagger.json           |                   | 200 | ``",
                "DELETE  | /score                  |                   | 405 | MethodNotAllowed",
                "GET     | /swagger.json           |                   | 200 | \"swagger\":\"2.0\"",
                "GET     | /swagger.json?version=3 |                   | 200 | \"example\":{\"data\":[1]}",
                "GET     | /swagger.json?version=4 |                   | 404 | [2, 3, 3.1]",
                "GET     | /metrics                |                   | 404 | NotFound"
            })
    void aScriptAnswers(String method, String path, String body, int status, String part) throws Exception {
        // Given
        serveScript(SCRIPT);
        // When
        HttpResponse<String> answer = send(method, path, body);
        // Then
        assertThat(answer.body()).contains(part);
        assertThat(answer.statusCode()).isEqualTo(status);
    }

    @Test
    void idsOfARequestComeBackAndTheAnswerSaysHowLongTheScriptTook() throws Exception {
        // Given
        serveScript(SCRIPT);
        HttpRequest request = request("POST", "/score", "{\"data\":[1]}")
                .header("x-ms-client-request-id", "mine")
                .build();
        // When
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        // Then
        assertThat(answer.headers().firstValue("x-ms-client-request-id")).hasValue("mine");
        assertThat(answer.headers().firstValue("x-ms-run-fn-exec-ms").orElseThrow())
                .matches("\\d+\\.\\d{3}");
        assertThat(answer.headers().firstValue("x-ms-run-function-failed")).hasValue("False");
    }

    @ParameterizedTest(name = "{0} {1} {2} from {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "OPTIONS | /score        |               | https://a.example | 200 | true",
                "OPTIONS | /score        |               | https://b.example | 200 | false",
                "OPTIONS | /swagger.json |               | https://a.example | 200 | true",
                "GET     | /swagger.json |               | https://a.example | 200 | true",
                "GET     | /             |               | https://a.example | 200 | true",
                "POST    | /score        | {\"data\":[1]} | https://a.example | 200 | true",
                "POST    | /score        | {\"data\":[1]} | https://b.example | 200 | false",
                "POST    | /score        | four          | https://a.example | 400 | true"
            })
    void pagesOfAnAllowedOriginReadTheAnswers(
            String method, String path, String body, String origin, int status, boolean isAllowed) throws Exception {
        // Given
        write("/var/azureml-app/driver/score.py", SCRIPT.getBytes());
        Files.createDirectories(root.resolve(MODEL_DIR.substring(1)));
        Map<String, String> variables = new HashMap<>(script());
        variables.put("AML_CORS_ORIGINS", "https://a.example");
        serve(variables);
        HttpRequest request = request(method, path, body)
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .build();
        // When
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        // Then
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                .isEqualTo(isAllowed ? Optional.of(origin) : Optional.empty());
        assertThat(answer.headers().firstValue("Access-Control-Allow-Methods"))
                .isEqualTo(isAllowed && method.equals("OPTIONS") ? Optional.of("GET, POST") : Optional.empty());
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "POST | {\"data\":[[1,1]]}  | 200 | {\"result\":[\"no\"],\"probabilities\":[[0.5,0.5]]}",
                "POST | {\"data\":[[1]]}    | 400 | rows of 2 numbers",
                "GET  | data=[[1,1]]        | 200 | \"probabilities\":[[0.5,0.5]]"
            })
    void anOnnxModelAnswersWithoutAScript(String method, String input, int status, String part) throws Exception {
        // Given
        write(MODEL_DIR + "/model.onnx", resource("softmax.onnx"));
        write(MODEL_DIR + "/labels.json", "[\"no\",\"yes\"]".getBytes());
        serve(Map.of("MLTWIN_ENVIRONMENT", "onnx"));
        // When
        HttpResponse<String> answer = method.equals("GET")
                ? send("GET", "/score?" + input.replace("[", "%5B").replace("]", "%5D"), null)
                : send(method, "/score", input);
        // Then
        assertThat(answer.body()).contains(part);
        assertThat(answer.statusCode()).isEqualTo(status);
    }

    @Test
    void imageThatDoesNotStartSaysWhy() throws Exception {
        write(
                "/var/azureml-app/driver/score.py",
                "def init():\n    raise OSError('no model')\ndef run(a):\n    pass\n".getBytes());
        Files.createDirectories(root.resolve(MODEL_DIR.substring(1)));

        assertThatThrownBy(() -> serve(script()))
                .isInstanceOf(ContainerException.class)
                .hasMessageContaining("no model");
        assertThatThrownBy(() -> serve(Map.of("MLTWIN_ENVIRONMENT", "onnx")))
                .hasMessageContaining("no entry script, and 0 ONNX models");
        assertThatThrownBy(() -> serve(Map.of())).hasMessage("the image names no MLTWIN_ENVIRONMENT");
        assertThatThrownBy(() -> serve(Map.of(
                        "MLTWIN_ENVIRONMENT", "x", "AZUREML_ENTRY_SCRIPT", "score.py", "SCORING_TIMEOUT_MS", "soon")))
                .hasMessage("SCORING_TIMEOUT_MS is 'soon' and must be a number of milliseconds");
        Map<String, String> pattern = new HashMap<>(script());
        pattern.put("AML_CORS_ORIGINS", "https://.*");
        assertThatThrownBy(() -> serve(pattern))
                .hasMessageContaining("AML_CORS_ORIGINS has 'https://.*', which is no origin");
    }

    private void serveScript(String text) throws Exception {
        write("/var/azureml-app/driver/score.py", text.getBytes());
        Files.createDirectories(root.resolve(MODEL_DIR.substring(1)));
        serve(script());
    }

    @Test
    void packagesOfTheEnvironmentAreFound() throws Exception {
        // Given
        serveScript("""
                import subprocess
                def init():
                    pass
                def run(data):
                    try:
                        import greeting
                        return greeting.place
                    except ImportError:
                        line = ["python", "-c", "import sys; print('python%d.%d' % sys.version_info[:2], end='')"]
                        return subprocess.check_output(line, text=True)
                """);
        String python = send("POST", "/score", "{}").body().replace("\"", "");
        server.close();
        String packages = "/azureml-envs/azureml_1/lib/" + python + "/site-packages";
        write(packages + "/greeting.py", "place = 'of the environment'".getBytes());
        Map<String, String> variables = new HashMap<>(script());
        variables.put("MLTWIN_PACKAGES", packages);
        // When
        serve(variables);
        // Then
        assertThat(send("POST", "/score", "{}").body()).isEqualTo("\"of the environment\"");
    }

    private static Map<String, String> script() {
        return Map.of("MLTWIN_ENVIRONMENT", "python", "AZUREML_ENTRY_SCRIPT", "score.py", "GREETING", "hello");
    }

    private void serve(Map<String, String> variables) throws Exception {
        Map<String, String> all = new HashMap<>(variables);
        all.put("PATH", System.getenv("PATH"));
        all.put("AZUREML_MODEL_DIR", MODEL_DIR);
        server = InferenceServer.start(root, all, TestContainers.command(), 0);
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        return HttpClient.newHttpClient().send(request(method, path, body).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String method, String path, String body) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path))
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    }

    private void write(String path, byte[] content) throws IOException {
        Path file = root.resolve(path.substring(1));
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = ServedImageTest.class.getResourceAsStream("/onnx/" + name)) {
            return in.readAllBytes();
        }
    }
}
