import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Logs points of a metric into many runs at once, at a rate that is given, by MLflow's log-batch, and reads all of them again: each has
 * to be there once, with its value. Prints the rate that was reached, and the processor time of a point.
 *
 * <p>Arguments: port base, data folder, runs, points a second of all runs together, seconds; the owner's secret is read from the input.
 */
public final class PointsLoad {
    private static final int BATCHES_A_SECOND = 5;
    private static final int PAGE = 1000;

    private final Training training;
    private final int pointsOfBatch;
    private final int batches;

    private PointsLoad(Training training, int pointsOfBatch, int batches) {
        this.training = training;
        this.pointsOfBatch = pointsOfBatch;
        this.batches = batches;
    }

    public static void main(String[] arguments) throws Exception {
        String secret = new String(System.in.readAllBytes(), StandardCharsets.UTF_8).strip();
        int runs = Integer.parseInt(arguments[2]);
        int rate = Integer.parseInt(arguments[3]);
        int seconds = Integer.parseInt(arguments[4]);
        Training training = Training.make(Integer.parseInt(arguments[0]), secret, 0, 1);
        try {
            PointsLoad load =
                    new PointsLoad(training, Math.max(1, rate / runs / BATCHES_A_SECOND), seconds * BATCHES_A_SECOND);
            load.run(runs, new ProcessorTime(Path.of(arguments[1], "run")));
        } finally {
            training.delete();
        }
    }

    private void run(int runs, ProcessorTime time) throws Exception {
        String experiment =
                training.mlflow("POST", "experiments/create", "{\"name\":\"points\"}").path("experiment_id").asText();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            ids.add(
                    training.mlflow("POST", "runs/create", "{\"experiment_id\":\"" + experiment + "\"}")
                            .at("/run/info/run_id")
                            .asText());
        }
        long all = time.ofAll();
        long compute = time.of("compute");
        long start = System.nanoTime();
        long slowest = 0;
        for (long took : together(ids, id -> () -> log(id))) {
            slowest = Math.max(slowest, took);
        }
        double lasted = (System.nanoTime() - start) / 1e9;
        long points = (long) runs * batches * pointsOfBatch;
        all = time.ofAll() - all;
        compute = time.of("compute") - compute;
        System.out.printf(
                "%d runs logged %d points in %.1f s: %.0f a second; the slowest batch took %.0f ms%n",
                runs, points, lasted, points / lasted, slowest / 1e6);
        System.out.printf(
                "processor time a point: %.0f us, of that compute-service %.0f us%n",
                all / 1e3 / points, compute / 1e3 / points);
        long lost = 0;
        for (long missing : together(ids, id -> () -> missing(id))) {
            lost += missing;
        }
        System.out.println(lost == 0 ? "all points are there, each once" : lost + " POINTS ARE LOST");
        if (lost > 0) {
            throw new IllegalStateException(lost + " points are lost");
        }
    }

    /** Sends a run's batches when their time has come; the longest that one took, in nanoseconds. */
    private long log(String run) throws Exception {
        long start = System.nanoTime();
        long slowest = 0;
        for (int batch = 0; batch < batches; batch++) {
            long due = start + batch * 1_000_000_000L / BATCHES_A_SECOND;
            long early = due - System.nanoTime();
            if (early > 0) {
                Thread.sleep(early / 1_000_000, (int) (early % 1_000_000));
            }
            long sent = System.nanoTime();
            training.mlflow("POST", "runs/log-batch", batch(run, batch));
            slowest = Math.max(slowest, System.nanoTime() - sent);
        }
        return slowest;
    }

    private String batch(String run, int batch) {
        StringBuilder body = new StringBuilder("{\"run_id\":\"" + run + "\",\"metrics\":[");
        for (int i = 0; i < pointsOfBatch; i++) {
            int step = batch * pointsOfBatch + i;
            body.append(i == 0 ? "" : ",")
                    .append("{\"key\":\"loss\",\"value\":" + value(step) + ",\"step\":" + step)
                    .append(",\"timestamp\":" + System.currentTimeMillis() + "}");
        }
        return body.append("]}").toString();
    }

    private static double value(int step) {
        return step / 8.0;
    }

    /** How many points of a run are not there, or there twice or with another value. */
    private long missing(String run) throws Exception {
        int wanted = batches * pointsOfBatch;
        BitSet found = new BitSet(wanted);
        long wrong = 0;
        String page = "";
        do {
            JsonNode answer =
                    training.mlflow(
                            "GET",
                            "metrics/get-history?metric_key=loss&max_results=" + PAGE + "&run_id=" + run + page,
                            null);
            for (JsonNode point : answer.path("metrics")) {
                int step = point.path("step").asInt();
                wrong += found.get(step) || point.path("value").asDouble() != value(step) ? 1 : 0;
                found.set(step);
            }
            String next = answer.path("next_page_token").asText("");
            page = next.isEmpty() ? "" : "&page_token=" + Platform.encode(next);
        } while (!page.isEmpty());
        return wrong + wanted - found.cardinality();
    }

    private interface Work {
        Callable<Long> of(String run);
    }

    private static List<Long> together(List<String> runs, Work work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(runs.size());
        try {
            List<Callable<Long>> all = new ArrayList<>();
            runs.forEach(run -> all.add(work.of(run)));
            List<Long> results = new ArrayList<>();
            for (Future<Long> done : threads.invokeAll(all)) {
                results.add(done.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
