package io.mltwin.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.container.Scorer.ScoringResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MLflow models without an entry script; the model of the test needs no library. */
class MlflowModelTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    /** A pickle that calls mymodel.Model(). */
    private static final String PICKLE = "cmymodel\nModel\n)R.";

    private static final String CLASS = """
            class Model:
                def predict(self, data):
                    if hasattr(data, "values"): data = data.values.tolist()
                    return [sum(row) for row in data]
            """;

    @TempDir
    Path folder;

    private ContainerClient client(String flavors) throws IOException {
        Path model = Files.createDirectories(folder.resolve("model/m/code")).getParent();
        Files.writeString(model.resolve("code/mymodel.py"), CLASS);
        Files.writeString(model.resolve("model.pkl"), PICKLE);
        Files.writeString(folder.resolve("model/outside.pkl"), PICKLE);
        Files.writeString(
                folder.resolve("mlmodel.json"), "{\"folder\":\"m\",\"flavors\":" + flavors.replace('\'', '"') + "}");
        Files.writeString(folder.resolve("score.py"), "from inference_server.mlflow_model import init, run");
        return new ContainerClient(
                TestContainers.runtime(),
                ContainerSpec.script(ContainerSpec.Kind.PYTHON, folder, Path.of("score.py"), Path.of("model"), "none")
                        .withTimeouts(LONG, LONG, LONG),
                line -> {});
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'input_data':{'columns':['a','b'],'index':[0,1],'data':[[1,2],[3,4]]}} | 200 |" + " [3, 7]",
                "{'input_data':{'columns':['a','b'],'data':[[1,2]]}} | 200 | [3]",
                "{'input_data':{'a':[1,3],'b':[2,4]}} | 200 | [3, 7]",
                "{'input_data':[[1,2],[3,4]]} | 200 | [3, 7]",
                "{'input_data':[{'a':1,'b':2}]} | 200 | [3]",
                "{'data':[[1,2]]} | 400 | input_data",
                "[[1,2]] | 400 | input_data",
                "x | 400 | no JSON",
                "{'input_data':{'columns':['a'],'data':[[1,2]]}} | 400 | must have 1 values",
                "{'input_data':{'columns':['a'],'data':[]}} | 400 | needs rows",
                "{'input_data':{'a':[1],'b':[1,2]}} | 400 | one length",
                "{'input_data':{}} | 400 | must be",
                "{'input_data':1} | 400 | must be"
            })
    void inputDataComesInMlflowsForms(String body, int status, String answer) throws Exception {
        try (ContainerClient client = client("{'python_function':{'code':'code','model_path':'model.pkl'}}")) {
            ScoringResult result = client.run(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));

            assertThat(new String(result.body(), StandardCharsets.UTF_8)).contains(answer);
            assertThat(result.status()).isEqualTo(status);
        }
    }

    @Test
    void theFlavorOfScikitLearnNamesTheModel() throws Exception {
        try (ContainerClient client =
                client("{'sklearn':{'pickled_model':'model.pkl'},'python_function':{'code':'code'}}")) {
            client.start();

            assertThat(client.isHealthy()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'pytorch':{}} | give it an entry script",
                "{'sklearn':{'pickled_model':'../outside.pkl'}} | not of the model",
                "{'sklearn':{'pickled_model':'model.pkl'}} | No module named 'mymodel'",
                "{'sklearn':{'pickled_model':'none.pkl'}} | No such file"
            })
    void whatCannotBeLoadedFailsTheStart(String flavors, String message) throws Exception {
        try (ContainerClient client = client(flavors)) {
            assertThatThrownBy(client::start).hasMessageContaining(message);
        }
    }
}
