import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Entry script of a web service, in the form of Azure ML's Python ones: init once, run for each request.
 *
 * <pre>{"data": [[30 numbers], …]}  →  {"result": ["malignant", …], "probabilities": [[benign, malignant], …]}</pre>
 */
public class Score {

    private static final int WIDTH = 30;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static OrtSession session;
    private static String[] labels;

    record Request(float[][] data) {}

    record Response(List<String> result, float[][] probabilities) {}

    public static void init(Path modelDir) throws IOException, OrtException {
        Path model = find(modelDir, "model.onnx");
        labels = JSON.readValue(find(modelDir, "labels.json").toFile(), String[].class);
        session = OrtEnvironment.getEnvironment().createSession(model.toString());
        System.out.println("loaded " + model);
    }

    public static String run(String rawData) throws IOException, OrtException {
        float[][] rows = JSON.readValue(rawData, Request.class).data();
        if (rows == null || rows.length == 0) {
            throw new IllegalArgumentException("the request needs rows of measurements in \"data\"");
        }
        for (float[] row : rows) {
            if (row == null || row.length != WIDTH) {
                throw new IllegalArgumentException(
                        "a row needs " + WIDTH + " measurements, this one has " + (row == null ? 0 : row.length));
            }
        }
        try (OnnxTensor input = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), rows);
                OrtSession.Result answer = session.run(Map.of("input", input))) {
            float[][] probabilities = (float[][]) answer.get("output").orElseThrow().getValue();
            List<String> result = Arrays.stream(probabilities).map(Score::label).toList();
            return JSON.writeValueAsString(new Response(result, probabilities));
        }
    }

    private static String label(float[] probabilities) {
        int best = 0;
        for (int i = 1; i < probabilities.length; i++) {
            best = probabilities[i] > probabilities[best] ? i : best;
        }
        return labels[best];
    }

    /** A registered model may be a file or a whole folder such as outputs/. */
    private static Path find(Path folder, String name) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().equals(name))
                    .sorted()
                    .findFirst()
                    .orElseThrow(() -> new FileNotFoundException("no " + name + " under " + folder));
        }
    }
}
