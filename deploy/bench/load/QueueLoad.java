import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Has several users submit runs at once, each in an experiment of its own, to one cluster. Checks that each run is Completed and was
 * executed once: its script logs a point each time it begins. Prints what each user got of the cluster in each tenth of the time.
 *
 * <p>Arguments: port base, data folder, runs, users, nodes of the cluster; the owner's secret is read from the input.
 */
public final class QueueLoad {
    private static final String SCRIPT =
            "curl --silent --show-error --fail --output /dev/null --cacert \"$SSL_CERT_FILE\""
                    + " --header \"Authorization: Bearer $MLFLOW_TRACKING_TOKEN\""
                    + " --data '{\"run_id\":\"'$MLFLOW_RUN_ID'\",\"key\":\"began\",\"value\":1,\"step\":0,"
                    + "\"timestamp\":'$(date +%s%3N)'}' \"$MLFLOW_TRACKING_URI/api/2.0/mlflow/runs/log-metric\"";
    private static final int SLICES = 10;
    private static final long LOOK_MILLIS = 1000;

    private final Training training;
    private final int runsOfUser;
    private final int users;

    private QueueLoad(Training training, int runsOfUser, int users) {
        this.training = training;
        this.runsOfUser = runsOfUser;
        this.users = users;
    }

    public static void main(String[] arguments) throws Exception {
        String secret = new String(System.in.readAllBytes(), StandardCharsets.UTF_8).strip();
        int runs = Integer.parseInt(arguments[2]);
        int users = Integer.parseInt(arguments[3]);
        int nodes = Integer.parseInt(arguments[4]);
        Training training = Training.make(Integer.parseInt(arguments[0]), secret, 0, nodes);
        try {
            ProcessorTime time = new ProcessorTime(Path.of(arguments[1], "run"));
            long used = time.ofAll();
            int all = new QueueLoad(training, runs / users, users).run();
            System.out.printf("processor time a run, all parts, ms: %.1f%n", (time.ofAll() - used) / 1e6 / all);
        } finally {
            training.delete();
        }
    }

    private int run() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(users);
        try {
            List<Future<long[]>> waiting = new ArrayList<>();
            long start = Training.micros(java.time.Instant.now());
            for (int user = 0; user < users; user++) {
                waiting.add(threads.submit(user(user)));
            }
            List<long[]> ends = new ArrayList<>();
            for (Future<long[]> user : waiting) {
                ends.add(user.get());
            }
            print(start, ends);
        } finally {
            threads.shutdownNow();
        }
        return users * runsOfUser;
    }

    /** Submits all runs of a user and waits for them; when each ended. */
    private Callable<long[]> user(int user) {
        return () -> {
            String experiment = "user" + user;
            for (int i = 0; i < runsOfUser; i++) {
                training.submit(experiment + "-" + i, experiment, SCRIPT);
            }
            long[] ends = new long[runsOfUser];
            for (int i = 0; i < runsOfUser; i++) {
                JsonNode run = training.ended(experiment, experiment + "-" + i, LOOK_MILLIS);
                ends[i] = Training.changed(run);
                requireOnce(experiment + "-" + i);
            }
            return ends;
        };
    }

    private void requireOnce(String run) throws Exception {
        JsonNode points =
                training.mlflow("GET", "metrics/get-history?metric_key=began&run_id=" + run, null).path("metrics");
        if (points.size() != 1) {
            throw new IllegalStateException("the run " + run + " was executed " + points.size() + " times");
        }
    }

    private void print(long start, List<long[]> ends) {
        long last = ends.stream().flatMapToLong(java.util.Arrays::stream).max().orElseThrow();
        int[][] done = new int[users][SLICES];
        for (int user = 0; user < users; user++) {
            for (long end : ends.get(user)) {
                done[user][(int) Math.min(SLICES - 1, (end - start) * SLICES / (last - start))]++;
            }
        }
        System.out.printf(
                "%d runs of %d users are Completed, each executed once, in %.1f s: %.1f a minute%n",
                users * runsOfUser, users, (last - start) / 1e6, users * runsOfUser * 60e6 / (last - start));
        System.out.println("runs that ended in each tenth of that time, and each user's share of them in percent");
        for (int slice = 0; slice < SLICES; slice++) {
            int all = 0;
            for (int[] user : done) {
                all += user[slice];
            }
            StringBuilder line = new StringBuilder(String.format("%6.1f s %6d  ", (last - start) * (slice + 1) / 1e7, all));
            for (int[] user : done) {
                line.append(String.format(" %5.1f", all == 0 ? 0 : user[slice] * 100.0 / all));
            }
            System.out.println(line);
        }
    }
}
