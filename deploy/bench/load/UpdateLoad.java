import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Scores at an online endpoint at a fixed rate, while again and again an instance is killed, a deployment is updated, and all traffic moves
 * to another deployment and back. Ends with 1 when a request failed, or a change did.
 *
 * <p>Arguments: port base, data folder, runs, requests a second, folder of the models, entry script, file with a request's body; the
 * owner's secret is read from the input.
 */
public final class UpdateLoad {
    private static final long SECOND = 1_000_000_000L;
    private static final int INSTANCES = 2;
    private static final long PATIENCE_NANOS = 120 * SECOND;
    private static final long CALM_MILLIS = 1_000;

    private final OnlineEndpoint endpoint;
    private final PacedLoad load;
    private final ProcessorTime parts;

    private UpdateLoad(OnlineEndpoint endpoint, PacedLoad load, ProcessorTime parts) {
        this.endpoint = endpoint;
        this.load = load;
        this.parts = parts;
    }

    public static void main(String[] arguments) throws Exception {
        String secret = new String(System.in.readAllBytes(), StandardCharsets.UTF_8).strip();
        int base = Integer.parseInt(arguments[0]);
        Connections connections = new Connections(Path.of(Platform.setting("CA_FILE")));
        Platform platform = new Platform(connections, base, secret);
        WebServices services = WebServices.make(platform);
        OnlineEndpoint endpoint =
                OnlineEndpoint.make(platform, services, Path.of(arguments[4], "model.json"), Path.of(arguments[5]));
        endpoint.deploy("blue", INSTANCES, 0);
        endpoint.deploy("green", INSTANCES, 0);
        endpoint.swapTo("blue");
        Request request = endpoint.request(Files.readAllBytes(Path.of(arguments[6])));
        PacedLoad load = new PacedLoad(connections, base + 5, request, Integer.parseInt(arguments[3]));
        boolean holds =
                new UpdateLoad(endpoint, load, new ProcessorTime(Path.of(arguments[1], "run")))
                        .run(Integer.parseInt(arguments[2]));
        services.delete();
        System.exit(holds ? 0 : 1);
    }

    private boolean run(int runs) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        AtomicReference<Exception> broken = new AtomicReference<>();
        Thread changing =
                new Thread(
                        () -> {
                            try {
                                for (int i = 1; i <= runs; i++) {
                                    change(i);
                                }
                            } catch (IOException | InterruptedException | IllegalStateException e) {
                                broken.set(e);
                            } finally {
                                over.set(true);
                            }
                        });
        changing.start();
        long[] took = load.run(() -> !over.get());
        changing.join();
        load.print(took);
        if (broken.get() != null) {
            System.out.println("A change did not succeed: " + broken.get());
        }
        boolean holds = broken.get() == null && load.failed() == 0;
        System.out.println(holds ? "Holds: no request failed in " + runs + " runs." : "VIOLATED: see above.");
        return holds;
    }

    private void change(int run) throws IOException, InterruptedException {
        int before = load.failed();
        Thread.sleep(CALM_MILLIS);
        kill("blue");
        int afterKill = load.failed();
        endpoint.deploy("blue", INSTANCES, run);
        Thread.sleep(CALM_MILLIS);
        int afterUpdate = load.failed();
        endpoint.deploy("green", INSTANCES, run);
        endpoint.swapTo("green");
        Thread.sleep(CALM_MILLIS);
        endpoint.swapTo("blue");
        Thread.sleep(CALM_MILLIS);
        System.out.printf(
                "run %d: %d requests failed by a killed instance, %d by an update, %d by a swap; %d sent so far%n",
                run, afterKill - before, afterUpdate - afterKill, load.failed() - afterUpdate, load.sent());
    }

    /** Returns when there are as many instances as before, and they have scored for a while. */
    private void kill(String deployment) throws IOException, InterruptedException {
        long scoring = Long.parseLong(parts.pid("scoring"));
        List<ProcessHandle> before = endpoint.instances(scoring, deployment);
        if (before.size() != INSTANCES || !before.get(0).destroyForcibly()) {
            throw new IllegalStateException(deployment + " has " + before.size() + " instances, none was killed");
        }
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (endpoint.instances(scoring, deployment).stream().filter(one -> !one.equals(before.get(0))).count() < INSTANCES) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the killed instance of " + deployment + " was not replaced");
            }
            Thread.sleep(200);
        }
        Thread.sleep(2 * CALM_MILLIS);
    }
}
