package io.mltwin.local.reset;

import io.mltwin.local.client.PlatformClient;
import io.mltwin.local.client.PlatformClient.Call;
import io.mltwin.local.client.PlatformClient.Reply;
import io.mltwin.local.client.Tokens;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.layout.PlatformSettings;
import io.mltwin.local.layout.RefusalException;
import io.mltwin.local.trust.OperatorCredentials;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The steps that the administrator takes with the six services, with all at once or with one. */
final class ServiceSteps implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long POLL_MILLIS = 200;

    private final ExecutorService threads = Executors.newCachedThreadPool(ServiceSteps::daemon);
    private final PlatformClient client;
    private final PlatformSettings settings;
    private final String token;

    ServiceSteps(PlatformClient client, PlatformSettings settings, OperatorCredentials credentials)
            throws IOException, InterruptedException {
        this.client = client;
        this.settings = settings;
        this.token = insist(PlatformService.IDENTITY, () -> new Tokens(client, settings, credentials).administrator());
    }

    /** A step of one service. */
    interface Step {
        Reply of(PlatformService service) throws IOException, InterruptedException;
    }

    Reply get(PlatformService service, String path) throws IOException, InterruptedException {
        return send(service, path, Call.of("GET", settings.ports().of(service), path));
    }

    Reply post(PlatformService service, String path, Object body) throws IOException, InterruptedException {
        return send(
                service,
                path,
                Call.of("POST", settings.ports().of(service), path).json(body));
    }

    private Reply send(PlatformService service, String path, Call call) throws IOException, InterruptedException {
        Reply reply = insist(service, () -> client.send(call.as(token)));
        if (!reply.succeeded()) {
            throw new RefusalException(service.key() + " did not " + path.substring(path.lastIndexOf('/') + 1) + ": "
                    + reply.status() + " " + reply.body() + ".");
        }
        return reply;
    }

    Map<PlatformService, Reply> postAll(String path, Object body) throws IOException, InterruptedException {
        return all(service -> post(service, path, body));
    }

    /** All six at once; the first failure is told when all have ended. */
    Map<PlatformService, Reply> all(Step step) throws IOException, InterruptedException {
        Map<PlatformService, Future<Reply>> running = new EnumMap<>(PlatformService.class);
        for (PlatformService service : PlatformService.values()) {
            running.put(service, threads.submit(() -> step.of(service)));
        }
        Map<PlatformService, Reply> replies = new EnumMap<>(PlatformService.class);
        ExecutionException failure = null;
        for (PlatformService service : PlatformService.values()) {
            try {
                replies.put(service, running.get(service).get());
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

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
