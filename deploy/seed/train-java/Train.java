import com.oracle.labs.mlrg.olcut.util.Pair;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.tribuo.MutableDataset;
import org.tribuo.ONNXExportable;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LinearSGDModel;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.util.onnx.ONNXContext;
import org.tribuo.util.onnx.ONNXInitializer;
import org.tribuo.util.onnx.ONNXOperators;
import org.tribuo.util.onnx.ONNXPlaceholder;

/**
 * Trains a classifier of breast tumours and logs what it reaches on data it has not seen.
 *
 * <pre>java -cp "{environment}/*" Train.java --data breast-cancer-wisconsin.csv</pre>
 *
 * The model goes to outputs/model.onnx with outputs/labels.json, and with the same weights to
 * outputs/model.json. It takes the 30 raw measurements: mean and standard deviation of the training
 * part are inside.
 */
public class Train {

    private static final long SEED = 20200923L;
    private static final double TRAINING_SHARE = 0.7;
    private static final int EPOCHS = 20;
    private static final int ATTEMPTS = 9;

    record Row(String line, double[] measurements, String diagnosis) {}

    record Scale(double[] mean, double[] deviation) {

        static Scale of(List<Row> rows) {
            int width = rows.get(0).measurements().length;
            double[] mean = new double[width];
            double[] deviation = new double[width];
            for (int i = 0; i < width; i++) {
                for (Row row : rows) {
                    mean[i] += row.measurements()[i] / rows.size();
                }
                for (Row row : rows) {
                    deviation[i] += Math.pow(row.measurements()[i] - mean[i], 2) / rows.size();
                }
                deviation[i] = Math.sqrt(deviation[i]);
            }
            return new Scale(mean, deviation);
        }

        double[] apply(double[] raw) {
            double[] scaled = new double[raw.length];
            for (int i = 0; i < raw.length; i++) {
                scaled[i] = (raw[i] - mean[i]) / deviation[i];
            }
            return scaled;
        }
    }

    public static void main(String[] args) throws Exception {
        Path data = Path.of(args.length == 2 && args[0].equals("--data") ? args[1] : "breast-cancer-wisconsin.csv");
        List<String> lines = Files.readAllLines(data);
        List<Row> rows = shuffled(lines.subList(1, lines.size()).stream().map(Train::row).toList());
        int cut = (int) Math.round(rows.size() * TRAINING_SHARE);
        List<Row> training = rows.subList(0, cut);
        List<Row> heldOut = rows.subList(cut, rows.size());
        System.out.printf("%d rows: %d to train on, %d held out%n", rows.size(), training.size(), heldOut.size());

        Scale scale = Scale.of(training);
        MutableDataset<Label> dataset =
                new MutableDataset<>(
                        new SimpleDataSourceProvenance(data.getFileName().toString(), new LabelFactory()),
                        new LabelFactory());
        training.forEach(row -> dataset.add(example(row, scale)));
        LinearSGDTrainer trainer = new LinearSGDTrainer(new LogMulticlass(), new AdaGrad(0.1), EPOCHS, SEED);
        LinearSGDModel model = (LinearSGDModel) trainer.train(dataset);
        System.out.printf("trained a linear model of %d features in %d epochs%n", scale.mean().length, EPOCHS);

        double accuracy = accuracy(model, scale, heldOut);
        System.out.printf("held-out accuracy %.4f (training %.4f)%n", accuracy, accuracy(model, scale, training));

        Path outputs = Files.createDirectories(Path.of("outputs"));
        exportOnnx(model, scale, outputs.resolve("model.onnx"));
        Files.writeString(outputs.resolve("labels.json"), labels(model));
        Files.writeString(outputs.resolve("model.json"), weights(model, scale));
        List<String> heldOutLines = new ArrayList<>(List.of(lines.get(0)));
        heldOut.forEach(row -> heldOutLines.add(row.line()));
        Files.write(outputs.resolve("held-out.csv"), heldOutLines);
        System.out.println("wrote outputs/model.onnx, outputs/model.json, outputs/labels.json, outputs/held-out.csv");

        logMetric("accuracy", accuracy);
    }

    private static Row row(String line) {
        String[] cells = line.split(",");
        double[] measurements =
                Arrays.stream(cells, 0, cells.length - 1).mapToDouble(Double::parseDouble).toArray();
        return new Row(line, measurements, cells[cells.length - 1]);
    }

    private static List<Row> shuffled(List<Row> rows) {
        List<Row> result = new ArrayList<>(rows);
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = result.size() - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            Row swapped = result.get(i);
            result.set(i, result.get(j));
            result.set(j, swapped);
        }
        return result;
    }

    /** Tribuo orders features by name: two digits keep them in the order of the columns. */
    private static ArrayExample<Label> example(Row row, Scale scale) {
        double[] values = scale.apply(row.measurements());
        String[] names = new String[values.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = String.format("F%02d", i);
        }
        return new ArrayExample<>(new Label(row.diagnosis()), names, values);
    }

    private static double accuracy(LinearSGDModel model, Scale scale, List<Row> rows) {
        long right =
                rows.stream()
                        .filter(row -> model.predict(example(row, scale)).getOutput().getLabel().equals(row.diagnosis()))
                        .count();
        return (double) right / rows.size();
    }

    private static void exportOnnx(LinearSGDModel model, Scale scale, Path file) throws IOException {
        ONNXContext onnx = new ONNXContext();
        onnx.setName("BreastCancerWisconsin");
        ONNXPlaceholder input = onnx.floatInput("input", scale.mean().length);
        ONNXPlaceholder output = onnx.floatOutput("output", model.getOutputIDInfo().size());
        ONNXInitializer mean = onnx.array("mean", scale.mean());
        ONNXInitializer deviation = onnx.array("deviation", scale.deviation());
        model.writeONNXGraph(input.apply(ONNXOperators.SUB, mean).apply(ONNXOperators.DIV, deviation))
                .assignTo(output);
        try (OutputStream out = Files.newOutputStream(file)) {
            ONNXExportable.buildModel(onnx, "io.mltwin.demo", 1, model).writeTo(out);
        }
    }

    /** The label of each column of the model's output. */
    private static String labels(LinearSGDModel model) {
        String[] labels = new String[model.getOutputIDInfo().size()];
        for (Pair<Integer, Label> label : model.getOutputIDInfo()) {
            labels[label.getA()] = '"' + label.getB().getLabel() + '"';
        }
        return Arrays.toString(labels);
    }

    /** The model as score.py reads it: of two labels, what the second has more than the first decides. */
    private static String weights(LinearSGDModel model, Scale scale) {
        DenseMatrix matrix = model.getWeightsCopy();
        int width = scale.mean().length;
        double[] difference = new double[width + 1];
        for (int i = 0; i <= width; i++) {
            difference[i] = matrix.get(1, i) - matrix.get(0, i);
        }
        return "{\"labels\": %s, \"mean\": %s, \"deviation\": %s, \"weights\": %s, \"bias\": %s}"
                .formatted(
                        labels(model),
                        Arrays.toString(scale.mean()),
                        Arrays.toString(scale.deviation()),
                        Arrays.toString(Arrays.copyOf(difference, width)),
                        difference[width]);
    }

    /** POST …/runs/{runId}/metrics of run history, as the run itself: with the run token. */
    private static void logMetric(String name, double value) throws Exception {
        String token = System.getenv("AZUREML_RUN_TOKEN");
        if (token == null) {
            System.out.println("AZUREML_RUN_TOKEN is not set: not a submitted run, nothing logged");
            return;
        }
        String runId = System.getenv("AZUREML_RUN_ID");
        URI uri =
                URI.create(
                        System.getenv("AZUREML_RUN_HISTORY_SERVICE_ENDPOINT").replaceAll("/+$", "")
                                + "/history/v1.0" + System.getenv("AZUREML_WORKSPACE_SCOPE")
                                + "/experiments/" + System.getenv("AZUREML_ARM_PROJECT_NAME")
                                + "/runs/" + runId + "/metrics");
        String metric =
                """
                {"runId":"%s","metricId":"%s","dataContainerId":"dcid.%s","metricType":"azureml.v1.scalar",\
                "createdUtc":"%s","name":"%s","description":"","label":"","numCells":1,"cells":[{"%s":%s}],\
                "schema":{"numProperties":1,"properties":[{"propertyId":"%s","name":"%s","type":"float"}]}}"""
                        .formatted(runId, UUID.randomUUID(), runId, Instant.now(), name, name, value, name, name);
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(uri)
                        .timeout(Duration.ofSeconds(30))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(metric));
        String trace = System.getenv("TRACEPARENT");
        if (trace != null) {
            builder.header("traceparent", trace);
        }
        HttpRequest request = builder.build();
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(trust()).build();
        for (int attempt = 1; ; attempt++) {
            String failure;
            try {
                HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() / 100 == 2) {
                    System.out.printf("logged metric %s = %s%n", name, value);
                    return;
                }
                failure = "HTTP " + answer.statusCode() + " " + answer.body();
                if (answer.statusCode() < 500 && answer.statusCode() != 429) {
                    throw new IllegalStateException("run history refused the metric: " + failure);
                }
            } catch (IOException e) {
                failure = e.toString();
            }
            if (attempt == ATTEMPTS) {
                throw new IllegalStateException("run history did not take the metric: " + failure);
            }
            System.out.printf("attempt %d to log the metric failed (%s), trying again%n", attempt, failure);
            Thread.sleep(250L << attempt);
        }
    }

    /** Trusts the authorities of SSL_CERT_FILE, where that is set, and no others. */
    private static SSLContext trust() throws Exception {
        String file = System.getenv("SSL_CERT_FILE");
        if (file == null) {
            return SSLContext.getDefault();
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca" + store.size(), certificate);
            }
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }
}
