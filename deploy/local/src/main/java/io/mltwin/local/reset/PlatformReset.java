package io.mltwin.local.reset;

import io.mltwin.local.client.PlatformClient;
import io.mltwin.local.client.PlatformClient.Call;
import io.mltwin.local.client.PlatformClient.Reply;
import io.mltwin.local.client.Tokens;
import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.layout.PlatformSettings;
import io.mltwin.local.layout.RefusalException;
import io.mltwin.local.process.Progress;
import io.mltwin.local.seed.Seeding;
import io.mltwin.local.trust.OperatorCredentials;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Brings a running platform back to its fixture: pauses all six services, empties all, seeds, lets
 * all go on. Keys, certificates and credentials stay. Every step may be repeated, so a reset that
 * was interrupted is finished by another one.
 */
public record PlatformReset(
        PlatformClient client,
        PlatformSettings settings,
        OperatorCredentials credentials,
        Seeding seeding,
        DataFolder folder,
        Progress progress) {

    private static final String PATH = "/_mltwin/reset";
    private static final String PASS_HEADER = "x-mltwin-reset";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long POLL_MILLIS = 200;

    record Pause(String pass) {}

    record Epoch(long epoch) {}

    /** A step of one service. */
    private interface Step {
        Reply of(PlatformService service) throws IOException, InterruptedException;
    }

    /**
     * Resets.
     *
     * @return the epoch that begins
     * @throws RefusalException when a step fails; the services that were paused stay so
     */
    public long run() throws IOException, InterruptedException {
        try (ResetMarker marker = ResetMarker.set(folder)) {
            long epoch = reset();
            marker.remove();
            return epoch;
        } catch (RefusalException e) {
            throw new RefusalException(
                    e.getMessage()
                            + " The reset has not ended, and services that it paused answer 503 until it has: repeat"
                            + " './mltwin reset'.",
                    e);
        }
    }

    private long reset() throws IOException, InterruptedException {
        seeding.forget();
        ExecutorService threads = Executors.newCachedThreadPool(PlatformReset::daemon);
        try {
            String token = insist(PlatformService.IDENTITY, this::administrator);
            String pass = UUID.randomUUID().toString();
            List<Reply> paused = all(threads, service -> post(service, "pause", token, new Pause(pass)));
            long epoch = 1
                    + paused.stream()
                            .mapToLong(r -> r.body().path("epoch").asLong())
                            .max()
                            .orElse(0);
            progress.say("all six services are paused");
            all(threads, service -> post(service, "clear", token, new Epoch(epoch)));
            progress.say("all are empty, epoch " + epoch + " begins, the clock is the wall clock");
            seeding.by(client.with(PASS_HEADER, pass)).ensure();
            progress.say("the fixture is seeded");
            all(threads, service -> post(service, "resume", token, new Epoch(epoch)));
            return epoch;
        } finally {
            threads.shutdownNow();
        }
    }

    private String administrator() throws IOException {
        return new Tokens(client, settings, credentials).administrator();
    }

    private Reply post(PlatformService service, String step, String token, Object body)
            throws IOException, InterruptedException {
        Call call = Call.of("POST", settings.ports().of(service), PATH + "/" + step)
                .as(token)
                .json(body);
        Reply reply = insist(service, () -> client.send(call));
        if (!reply.succeeded()) {
            throw new RefusalException(
                    service.key() + " did not " + step + ": " + reply.status() + " " + reply.body() + ".");
        }
        return reply;
    }

    /** All six at once; the first failure is told when all have ended. */
    private static List<Reply> all(ExecutorService threads, Step step) throws IOException, InterruptedException {
        List<Future<Reply>> running = new ArrayList<>();
        for (PlatformService service : PlatformService.values()) {
            running.add(threads.submit(() -> step.of(service)));
        }
        List<Reply> replies = new ArrayList<>();
        ExecutionException failure = null;
        for (Future<Reply> one : running) {
            try {
                replies.add(one.get());
            } catch (ExecutionException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure == null) {
            return replies;
        }
        if (failure.getCause() instanceof RefusalException refusal) {
            throw refusal;
        }
        throw new IOException(failure.getCause());
    }

    /** A service that died is started again by the supervisor: it is waited for. */
    private static <T> T insist(PlatformService service, Callable<T> call) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return call.call();
            } catch (IOException away) {
                if (System.nanoTime() > end) {
                    throw new RefusalException(
                            service.key() + " does not answer; './mltwin status' shows which part is not ready.", away);
                }
                Thread.sleep(POLL_MILLIS);
            } catch (RuntimeException | InterruptedException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "reset");
        thread.setDaemon(true);
        return thread;
    }
}
