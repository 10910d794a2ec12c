package io.mltwin.scoring.models.inference;

import io.mltwin.container.InferenceRequest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The containers of one deployment. A request goes to the one with the fewest requests; one that
 * its container did not answer, since the process ended, goes to another. Their number and what
 * they run change without a failed request: new ones are ready before old ones leave, and one that
 * leaves ends its requests first.
 */
public final class ReplicaSet implements Predictor {

    private static final int ATTEMPTS = 3;
    private static final long LOOK_AGAIN_MILLIS = 20;

    /** Starts one container; returns when it can score. */
    @FunctionalInterface
    public interface Starter {
        Predictor start() throws ScoringException;
    }

    /**
     * How many requests are let in.
     *
     * @param perReplica that a container works on at once
     * @param queueWait that a request waits for a free container before it is turned away
     * @param restartWait that a request waits while no container runs, since all are being replaced
     * @param pendingPerReplica requests that are worked on or wait; one more is turned away at once
     */
    public record Limits(
            int perReplica, Duration queueWait, Duration restartWait, int pendingPerReplica) {}

    private final ReentrantLock lock = new ReentrantLock(true);
    private final Deque<Place> waiting = new ArrayDeque<>();

    /** Held while containers start, so that one change ends before the next begins. */
    private final ReentrantLock changing = new ReentrantLock(true);

    private final List<Replica> replicas = new ArrayList<>();
    private Starter starter;
    private Limits limits;
    private int pending;
    private boolean closed;

    private ReplicaSet(Limits limits, Starter starter) {
        this.limits = limits;
        this.starter = starter;
    }

    /** Starts the containers; returns when all of them can score, else none is left. */
    public static ReplicaSet start(int count, Limits limits, Starter starter)
            throws ScoringException {
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

    private CompletableFuture<Prediction> predict(
            Function<Predictor, CompletableFuture<Prediction>> work) {
        try {
            enter();
        } catch (ScoringException e) {
            return CompletableFuture.failedFuture(e);
        }
        CompletableFuture<Prediction> answer = new CompletableFuture<>();
        attempt(work, 1, answer);
        return answer.whenComplete((done, failed) -> exit());
    }

    private void attempt(
            Function<Predictor, CompletableFuture<Prediction>> work,
            int attempt,
            CompletableFuture<Prediction> answer) {
        take().whenComplete(
                        (replica, refused) -> {
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
        predicted.whenComplete(
                (done, failed) -> {
                    release(replica);
                    if (failed == null) {
                        answer.complete(done);
                    } else if (isUnanswered(failed) && attempt < ATTEMPTS) {
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
        return cause(failed) instanceof ScoringException e
                && (e.kind() == ScoringException.Kind.CRASHED
                        || e.kind() == ScoringException.Kind.UNAVAILABLE);
    }

    private void enter() throws ScoringException {
        lock.lock();
        try {
            long most = (long) limits.pendingPerReplica() * Math.max(1, replicas.size());
            if (pending >= most) {
                throw new ScoringException(
                        ScoringException.Kind.BUSY,
                        "too many requests are pending, at most " + most + " may be");
            }
            pending++;
        } finally {
            lock.unlock();
        }
    }

    private void exit() {
        lock.lock();
        pending--;
        lock.unlock();
    }

    /** A request that waits for a container, in the order of their coming. */
    private static final class Place {
        private final CompletableFuture<Replica> replica = new CompletableFuture<>();
        private final long begun = System.nanoTime();
    }

    /** A container that has become free for a request. */
    private record Served(Place place, Replica replica) {}

    private CompletableFuture<Replica> take() {
        Place place = new Place();
        lock.lock();
        try {
            Optional<Replica> free = waiting.isEmpty() ? free() : Optional.empty();
            if (free.isPresent()) {
                free.get().enter();
                return CompletableFuture.completedFuture(free.get());
            }
            waiting.add(place);
        } finally {
            lock.unlock();
        }
        lookAgain(place);
        return place.replica;
    }

    /** Nobody tells that a container has been restarted, or that a request has waited too long. */
    private void lookAgain(Place place) {
        CompletableFuture.delayedExecutor(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)
                .execute(() -> look(place));
    }

    private void look(Place place) {
        List<Served> served;
        ScoringException refused = null;
        boolean stillWaits;
        lock.lock();
        try {
            served = serve();
            stillWaits = waiting.contains(place);
            if (stillWaits) {
                refused = refusal(place);
                if (refused != null) {
                    waiting.remove(place);
                }
            }
        } finally {
            lock.unlock();
        }
        served.forEach(one -> one.place().replica.complete(one.replica()));
        if (refused != null) {
            place.replica.completeExceptionally(refused);
        } else if (stillWaits) {
            lookAgain(place);
        }
    }

    /** Returns why a request waits no longer, or null. */
    private ScoringException refusal(Place place) {
        if (closed) {
            return unavailable();
        }
        boolean isWell = replicas.stream().anyMatch(one -> one.predictor().isHealthy());
        Duration most = isWell ? limits.queueWait() : limits.restartWait();
        if (System.nanoTime() - place.begun < most.toNanos()) {
            return null;
        }
        return isWell ? busy(most) : unavailable();
    }

    /** Takes those out of the queue that a container is free for; under the lock. */
    private List<Served> serve() {
        List<Served> served = new ArrayList<>();
        while (!waiting.isEmpty()) {
            Optional<Replica> free = free();
            if (free.isEmpty()) {
                break;
            }
            free.get().enter();
            served.add(new Served(waiting.poll(), free.get()));
        }
        return served;
    }

    private Optional<Replica> free() {
        return replicas.stream()
                .filter(one -> one.inFlight() < limits.perReplica())
                .filter(one -> one.predictor().isHealthy())
                .min(Comparator.comparingInt(Replica::inFlight));
    }

    private static ScoringException busy(Duration waited) {
        return new ScoringException(
                ScoringException.Kind.BUSY,
                "no free container within " + waited.toMillis() + " ms");
    }

    private static ScoringException unavailable() {
        return new ScoringException(ScoringException.Kind.UNAVAILABLE, "no container is running");
    }

    private void release(Replica replica) {
        boolean drained;
        List<Served> served;
        lock.lock();
        try {
            drained = replica.exit();
            served = serve();
        } finally {
            lock.unlock();
        }
        served.forEach(one -> one.place().replica.complete(one.replica()));
        if (drained) {
            CompletableFuture.runAsync(replica.predictor()::close);
        }
    }

    /**
     * Makes it this many containers.
     *
     * @throws ScoringException when a new one does not start; then the number stays as it was
     */
    public void scale(int count) throws ScoringException {
        changing.lock();
        try {
            int there = size();
            if (count > there) {
                join(startAll(count - there, starter), List.of());
            } else {
                join(List.of(), leastBusy(there - count));
            }
        } finally {
            changing.unlock();
        }
    }

    /**
     * Replaces all containers by new ones; the old ones go on until all new ones can score.
     *
     * @throws ScoringException when a new one does not start; then the old ones stay
     */
    public void replace(int count, Limits newLimits, Starter newStarter) throws ScoringException {
        changing.lock();
        try {
            List<Replica> started = startAll(count, newStarter);
            List<Replica> old = leastBusy(Integer.MAX_VALUE);
            lock.lock();
            try {
                starter = newStarter;
                limits = newLimits;
            } finally {
                lock.unlock();
            }
            join(started, old);
        } finally {
            changing.unlock();
        }
    }

    private static List<Replica> startAll(int count, Starter starter) throws ScoringException {
        List<Replica> started = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                started.add(new Replica(starter.start()));
            }
            return started;
        } catch (ScoringException | RuntimeException e) {
            started.forEach(one -> one.predictor().close());
            throw e;
        }
    }

    private List<Replica> leastBusy(int most) {
        lock.lock();
        try {
            return replicas.stream()
                    .sorted(Comparator.comparingInt(Replica::inFlight))
                    .limit(most)
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    private void join(List<Replica> coming, List<Replica> going) {
        List<Replica> drained = new ArrayList<>();
        lock.lock();
        try {
            if (closed) {
                drained.addAll(coming);
            } else {
                replicas.addAll(coming);
                replicas.removeAll(going);
                going.stream().filter(Replica::leave).forEach(drained::add);
            }
        } finally {
            lock.unlock();
        }
        drained.forEach(one -> one.predictor().close());
    }

    /** Returns the number of containers that take requests. */
    public int size() {
        lock.lock();
        try {
            return replicas.size();
        } finally {
            lock.unlock();
        }
    }

    /** Returns the number of requests that are worked on or wait. */
    public int pending() {
        lock.lock();
        try {
            return pending;
        } finally {
            lock.unlock();
        }
    }

    public boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isHealthy() {
        lock.lock();
        try {
            return replicas.stream().anyMatch(one -> one.predictor().isHealthy());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean takesRequests() {
        return any().map(Predictor::takesRequests).orElse(false);
    }

    @Override
    public byte[] schemas() {
        return any().map(Predictor::schemas).orElse(new byte[0]);
    }

    private Optional<Predictor> any() {
        lock.lock();
        try {
            return replicas.stream().map(Replica::predictor).findFirst();
        } finally {
            lock.unlock();
        }
    }

    /** Returns what the containers printed, one after the other. */
    @Override
    public List<String> log() {
        lock.lock();
        try {
            return IntStream.range(0, replicas.size())
                    .boxed()
                    .flatMap(
                            i ->
                                    replicas.get(i).predictor().log().stream()
                                            .map(
                                                    line ->
                                                            replicas.size() == 1
                                                                    ? line
                                                                    : "[instance "
                                                                            + (i + 1)
                                                                            + "] "
                                                                            + line))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** Ends all containers at once, also during requests, which then fail. */
    @Override
    public void close() {
        List<Replica> all;
        lock.lock();
        try {
            closed = true;
            all = List.copyOf(replicas);
            replicas.clear();
        } finally {
            lock.unlock();
        }
        all.forEach(one -> one.predictor().close());
    }
}
