import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.IntStream;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.Param;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.creds.BasicMlflowHostCreds;

/** A training script: MLflow's own client logs what it does, with the variables of its run alone. */
class TrainWithMlflow {

    private static final String RUN = System.getenv("MLFLOW_RUN_ID");
    private static final String URI_OF_SERVICE = System.getenv("MLFLOW_TRACKING_URI");
    private static final String TOKEN = System.getenv("MLFLOW_TRACKING_TOKEN");

    public static void main(String[] arguments) throws Exception {
        String model = arguments[0];
        try (MlflowClient client =
                new MlflowClient(new BasicMlflowHostCreds(URI_OF_SERVICE, TOKEN))) {
            client.logBatch(RUN, List.of(), List.of(param("rate", "0.1"), param("depth", "3")), List.of());
            for (int batch = 0; batch < 10; batch++) {
                int first = batch * 1000;
                client.logBatch(
                        RUN,
                        IntStream.range(first, first + 1000).mapToObj(TrainWithMlflow::loss).toList(),
                        List.of(),
                        List.of());
            }
            put("model/MLmodel", "flavors: {java: {}}\n");
            put("model/data/weights.txt", "1 2 3");
            client.sendPost(
                    "runs/log-model",
                    "{\"run_id\":\"%s\",\"model_json\":\"{\\\"artifact_path\\\":\\\"model\\\"}\"}".formatted(RUN));
            client.sendPost("registered-models/create", "{\"name\":\"%s\"}".formatted(model));
            client.sendPost(
                    "model-versions/create",
                    "{\"name\":\"%s\",\"source\":\"%s/model\",\"run_id\":\"%s\"}"
                            .formatted(model, client.getRun(RUN).getInfo().getArtifactUri(), RUN));
            System.out.println("registered " + client.getModelVersion(model, "1").getStatus());
        }
    }

    private static Param param(String key, String value) {
        return Param.newBuilder().setKey(key).setValue(value).build();
    }

    private static Metric loss(int step) {
        return Metric.newBuilder()
                .setKey("loss")
                .setValue(1.0 / (step + 1))
                .setTimestamp(1_700_000_000_000L + step)
                .setStep(step)
                .build();
    }

    private static void put(String path, String content) throws Exception {
        HttpResponse<String> answer =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(
                                                URI.create(
                                                        URI_OF_SERVICE
                                                                + "/api/2.0/mlflow-artifacts/artifacts/ExperimentRun/dcid."
                                                                + RUN
                                                                + "/"
                                                                + path))
                                        .header("Authorization", "Bearer " + TOKEN)
                                        .PUT(HttpRequest.BodyPublishers.ofString(content))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
    }
}
