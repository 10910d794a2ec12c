package io.mltwin.scoring.models.inference;

import io.mltwin.container.ContainerException;
import io.mltwin.scoring.models.services.RequestLimits;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * The containers of a {@link ReplicaSet} and the requests that wait for one. Those that come and go
 * do so at once, and one that goes ends its requests first.
 */
final class ReplicaPool {

    private static final long LOOK_AGAIN_MILLIS = 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Place> waiting = new ArrayDeque<>();

    /** In the order of their coming; changed under the lock, for another list. */
    private volatile List<Replica> replicas = List.of();

    private volatile RequestLimits limits;
    private volatile boolean closed;

    ReplicaPool(RequestLimits limits) {
        this.limits = limits;
    }

    /** A request that waits for a container, in the order of their coming. */
    private static final class Place {
        private final CompletableFuture<Replica> replica = new CompletableFuture<>();
        private final long begun = System.nanoTime();
    }

    /** A container that has become free for a request. */
    private record Served(Place place, Replica replica) {}

    /**
     * Returns the container with the fewest requests, at once or when one is free.
     *
     * @return fails with a {@link ContainerException} after the time that a request may wait
     */
    CompletableFuture<Replica> take() {
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
        ContainerException refused = null;
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
    private ContainerException refusal(Place place) {
        if (closed) {
            return unavailable();
        }
        boolean isWell = replicas.stream().anyMatch(this::isReady);
        Duration most = isWell ? limits.queueWait() : limits.timeout();
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

    /** Returns the one with the fewest requests, of those that could take one. */
    private Optional<Replica> free() {
        Replica free = null;
        for (Replica one : replicas) {
            if (one.inFlight() < limits.perReplica()
                    && (free == null || one.inFlight() < free.inFlight())
                    && isReady(one)) {
                free = one;
            }
        }
        return Optional.ofNullable(free);
    }

    private boolean isReady(Replica replica) {
        return limits.isAlone() || replica.predictor().isHealthy();
    }

    private static ContainerException busy(Duration waited) {
        return new ContainerException(
                ContainerException.Kind.BUSY, "no free container within " + waited.toMillis() + " ms");
    }

    private static ContainerException unavailable() {
        return new ContainerException(ContainerException.Kind.CLOSED, "no container is running");
    }

    /** Gives back a container that has ended a request. */
    void release(Replica replica) {
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

    /** Returns at most so many, those with the fewest requests first. */
    List<Replica> leastBusy(int most) {
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

    /** Takes some in and others out; those that come to a closed pool are ended. */
    void join(List<Replica> coming, List<Replica> going) {
        List<Replica> drained = new ArrayList<>();
        lock.lock();
        try {
            if (closed) {
                drained.addAll(coming);
            } else {
                replicas = Stream.concat(replicas.stream(), coming.stream())
                        .filter(one -> !going.contains(one))
                        .toList();
                going.stream().filter(Replica::leave).forEach(drained::add);
            }
        } finally {
            lock.unlock();
        }
        drained.forEach(one -> one.predictor().close());
    }

    RequestLimits limits() {
        return limits;
    }

    void limit(RequestLimits changed) {
        limits = changed;
    }

    /** Returns the number of containers that take requests. */
    int size() {
        return replicas.size();
    }

    /** Returns the oldest container that takes requests. */
    Optional<Predictor> first() {
        List<Replica> now = replicas;
        return now.isEmpty() ? Optional.empty() : Optional.of(now.get(0).predictor());
    }

    /** Returns the containers that take requests, the oldest first. */
    List<Predictor> containers() {
        return replicas.stream().map(Replica::predictor).toList();
    }

    boolean isClosed() {
        return closed;
    }

    /** Takes all out; requests that wait are refused. */
    List<Predictor> close() {
        lock.lock();
        try {
            closed = true;
            List<Predictor> all = containers();
            replicas = List.of();
            return all;
        } finally {
            lock.unlock();
        }
    }
}
