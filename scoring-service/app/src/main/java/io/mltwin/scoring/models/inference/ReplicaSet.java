package io.mltwin.scoring.models.inference;

import io.mltwin.container.ContainerException;
import io.mltwin.container.CorsOrigins;
import io.mltwin.container.InferenceRequest;
import io.mltwin.scoring.models.services.RequestLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The containers of one deployment. A request goes to the one with the fewest requests; one that
 * its container did not answer, since the process ended, goes to another. Their number and what
 * they run change without a failed request: new ones are ready before old ones leave, and one that
 * leaves ends its requests first.
 */
public final class ReplicaSet implements Predictor {

    /** Starts one container; returns when it can score. */
    @FunctionalInterface
    public interface Starter {
        Predictor start() throws ContainerException;
    }

    private final ReplicaPool pool;
    private final AtomicInteger pending = new AtomicInteger();

    /** Held while containers start, so that one change ends before the next begins. */
    private final ReentrantLock changing = new ReentrantLock(true);

    private Starter starter;

    private ReplicaSet(RequestLimits limits, Starter starter) {
        this.pool = new ReplicaPool(limits);
        this.starter = starter;
    }

    /** Starts the containers; returns when all of them can score, else none is left. */
    public static ReplicaSet start(int count, RequestLimits limits, Starter starter) throws ContainerException {
        ReplicaSet set = new ReplicaSet(limits, starter);
        set.scale(count);
        return set;
    }

    @Override
    public CompletableFuture<Prediction> predict(byte[] body) {
        return predict(container -> container.predict(body));
    }

    @Override
    public CompletableFuture<Prediction> predict(InferenceRequest request) {
        return predict(container -> container.predict(request));
    }

    private CompletableFuture<Prediction> predict(Function<Predictor, CompletableFuture<Prediction>> work) {
        try {
            enter();
        } catch (ContainerException e) {
            return CompletableFuture.failedFuture(e);
        }
        CompletableFuture<Prediction> answer = new CompletableFuture<>();
        attempt(work, 1, answer);
        return answer.whenComplete((done, failed) -> pending.decrementAndGet());
    }

    private void attempt(
            Function<Predictor, CompletableFuture<Prediction>> work,
            int attempt,
            CompletableFuture<Prediction> answer) {
        pool.take().whenComplete((replica, refused) -> {
            if (refused != null) {
                answer.completeExceptionally(refused);
            } else {
                predict(replica, work, attempt, answer);
            }
        });
    }

    private void predict(
            Replica replica,
            Function<Predictor, CompletableFuture<Prediction>> work,
            int attempt,
            CompletableFuture<Prediction> answer) {
        CompletableFuture<Prediction> predicted;
        try {
            predicted = work.apply(replica.predictor());
        } catch (RuntimeException e) {
            predicted = CompletableFuture.failedFuture(e);
        }
        predicted.whenComplete((done, failed) -> {
            pool.release(replica);
            if (failed == null) {
                answer.complete(done);
            } else if (isUnanswered(failed) && attempt < pool.limits().attempts()) {
                attempt(work, attempt + 1, answer);
            } else {
                answer.completeExceptionally(cause(failed));
            }
        });
    }

    private static Throwable cause(Throwable failed) {
        return failed instanceof CompletionException ? failed.getCause() : failed;
    }

    private static boolean isUnanswered(Throwable failed) {
        return cause(failed) instanceof ContainerException e
                && switch (e.kind()) {
                    case CRASHED, START_FAILED, CLOSED -> true;
                    default -> false;
                };
    }

    private void enter() throws ContainerException {
        long most = (long) pool.limits().pendingPerReplica() * Math.max(1, size());
        if (pending.getAndUpdate(now -> now < most ? now + 1 : now) >= most) {
            throw new ContainerException(
                    ContainerException.Kind.BUSY, "too many requests are pending, at most " + most + " may be");
        }
    }

    /**
     * Makes it this many containers.
     *
     * @throws ContainerException when a new one does not start; then the number stays as it was
     */
    public void scale(int count) throws ContainerException {
        changing.lock();
        try {
            int there = size();
            if (count > there) {
                pool.join(startAll(count - there, starter), List.of());
            } else {
                pool.join(List.of(), pool.leastBusy(there - count));
            }
        } finally {
            changing.unlock();
        }
    }

    /**
     * Replaces all containers by new ones; the old ones go on until all new ones can score.
     *
     * @throws ContainerException when a new one does not start; then the old ones stay
     */
    public void replace(int count, RequestLimits newLimits, Starter newStarter) throws ContainerException {
        changing.lock();
        try {
            List<Replica> started = startAll(count, newStarter);
            List<Replica> old = pool.leastBusy(Integer.MAX_VALUE);
            starter = newStarter;
            pool.limit(newLimits);
            pool.join(started, old);
        } finally {
            changing.unlock();
        }
    }

    private static List<Replica> startAll(int count, Starter starter) throws ContainerException {
        List<Replica> started = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                started.add(new Replica(starter.start()));
            }
            return started;
        } catch (ContainerException | RuntimeException e) {
            started.forEach(one -> one.predictor().close());
            throw e;
        }
    }

    /** Returns the number of containers that take requests. */
    public int size() {
        return pool.size();
    }

    /** Returns the number of requests that are worked on or wait. */
    public int pending() {
        return pending.get();
    }

    public boolean isClosed() {
        return pool.isClosed();
    }

    @Override
    public boolean isHealthy() {
        return running() > 0;
    }

    @Override
    public int running() {
        return (int) pool.containers().stream().filter(Predictor::isHealthy).count();
    }

    @Override
    public boolean takesRequests() {
        return pool.first().map(Predictor::takesRequests).orElse(false);
    }

    @Override
    public byte[] schemas() {
        return pool.first().map(Predictor::schemas).orElse(new byte[0]);
    }

    @Override
    public CorsOrigins origins() {
        return pool.first().map(Predictor::origins).orElse(CorsOrigins.NONE);
    }

    /** Returns what the containers printed, one after the other. */
    @Override
    public List<String> log() {
        List<Predictor> containers = pool.containers();
        if (containers.size() == 1) {
            return containers.get(0).log();
        }
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < containers.size(); i++) {
            String instance = "[instance " + (i + 1) + "] ";
            containers.get(i).log().forEach(line -> lines.add(instance + line));
        }
        return lines;
    }

    /** Ends all containers at once, also during requests, which then fail. */
    @Override
    public void close() {
        pool.close().forEach(Predictor::close);
    }
}
