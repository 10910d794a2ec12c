package io.mltwin.node.calls;

import io.mltwin.node.job.JobBody;
import io.mltwin.node.job.RunStatus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * The status call-backs of a compute target: {@code PATCH /history/v1.0…/runs/{runId}} with the run
 * token. They are sent in order and do not hold up the script; one that cannot be delivered is
 * tried again until it is accepted or the run token has expired.
 */
public final class RunHistoryClient implements AutoCloseable {

    private static final Duration CALL = Duration.ofSeconds(15);
    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;

    private final NodeHttp http;
    private final JobBody job;
    private final Clock clock;
    private final Consumer<String> log;
    private final ExecutorService sender;

    public RunHistoryClient(NodeHttp http, JobBody job, Clock clock, Consumer<String> log) {
        this.http = http;
        this.job = job;
        this.clock = clock;
        this.log = log;
        this.sender = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "run-history");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Completes with true once run history has accepted the status, with false where it never will.
     */
    public CompletableFuture<Boolean> report(RunStatus status) {
        return CompletableFuture.supplyAsync(() -> deliver(status), sender);
    }

    /** Does not wait for what is still on its way. */
    @Override
    public void close() {
        sender.shutdownNow();
    }

    private boolean deliver(RunStatus status) {
        Instant expiry = Instant.ofEpochSecond(job.runTokenExpiry());
        for (int attempt = 0; ; attempt++) {
            String failure;
            try {
                HttpResponse<String> answer = http.send(request(status));
                if (answer.statusCode() / 100 == 2) {
                    return true;
                }
                failure = NodeHttp.describe(answer);
                if (!NodeHttp.isPassing(answer.statusCode())) {
                    log.accept("run history refused the status " + status.status() + ": " + failure);
                    return false;
                }
            } catch (IOException e) {
                failure = NodeHttp.describe(e);
            }
            if (attempt == 0) {
                log.accept("run history did not take the status " + status.status() + ", trying on: " + failure);
            }
            if (!clock.instant().isBefore(expiry)) {
                log.accept("the run token expired before the status " + status.status() + " was delivered");
                return false;
            }
            try {
                Thread.sleep(Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(attempt, 10)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }

    private HttpRequest request(RunStatus status) {
        return HttpRequest.newBuilder(URI.create(job.historyUrl()))
                .timeout(CALL)
                .header("Authorization", "Bearer " + job.runToken())
                .header("Content-Type", "application/json")
                .method("PATCH", NodeHttp.json(status))
                .build();
    }
}
