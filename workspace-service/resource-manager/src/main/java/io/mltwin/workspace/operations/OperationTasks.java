package io.mltwin.workspace.operations;

import io.mltwin.access.Correlation;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.DatabaseUnavailable;
import io.mltwin.platform.background.BackgroundTimer;
import io.mltwin.platform.background.BackgroundWork;
import io.mltwin.platform.clock.PlatformClock;
import io.mltwin.platform.reset.ResetGate;
import io.mltwin.platform.reset.Resettable;
import io.mltwin.workspace.operations.OperationWorker.Progress;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Runs operations to their end in the background, and resumes at start those that a crash
 * interrupted.
 */
@ApplicationScoped
public class OperationTasks implements Resettable {

    private static final Logger LOG = Logger.getLogger(OperationTasks.class);
    private static final int THREADS = 4;
    private static final Duration RESUME_AFTER = Duration.ofMillis(500);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Operations operations;
    private final Map<String, OperationWorker> workers;
    private final BackgroundTimer timer;
    private final Map<String, Instant> awaySince = new ConcurrentHashMap<>();
    private final Clock wall;
    private final ResetGate gate;

    public OperationTasks(
            Operations operations,
            @All List<OperationWorker> workers,
            PlatformClock clock,
            ResetGate gate,
            BackgroundWork background) {
        this.operations = operations;
        this.gate = gate;
        this.wall = clock.wall();
        this.workers = workers.stream().collect(Collectors.toMap(OperationWorker::name, Function.identity()));
        this.timer = background.timer("operations", THREADS);
    }

    void resume(@Observes StartupEvent event) {
        loaded();
    }

    @Override
    public void loaded() {
        timer.after(RESUME_AFTER, () -> gate.work(this::resumeAll));
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        timer.stop(Duration.ZERO);
    }

    /** Starts an opened operation. */
    public void submit(String id) {
        schedule(id, Duration.ZERO);
    }

    private void resumeAll() {
        try {
            operations.running().forEach(operation -> submit(operation.id()));
        } catch (RuntimeException e) {
            LOG.warnf(e, "Operations that were under way cannot be read yet, trying again");
            timer.after(RETRY, () -> gate.work(this::resumeAll));
        }
    }

    private void schedule(String id, Duration pause) {
        timer.after(pause, () -> gate.work(() -> run(id)));
    }

    private void run(String id) {
        try {
            Operation operation = operations.find(id).orElse(null);
            if (operation == null || operation.isDone()) {
                return;
            }
            Correlation.with(operation.correlationId(), operation.traceParent(), () -> advance(operation));
        } catch (RuntimeException e) {
            LOG.warnf(e, "Operation %s could not go on, trying again", id);
            schedule(id, RETRY);
        }
    }

    private Progress advance(Operation operation) {
        OperationWorker worker = workers.get(operation.worker());
        if (worker == null) {
            throw new IllegalStateException("no worker '" + operation.worker() + "'");
        }
        Progress progress = step(operation, worker);
        if (progress.status() == OperationStatus.IN_PROGRESS) {
            schedule(operation.id(), progress.pause());
        } else {
            if (progress.fault() != null) {
                worker.failed(operation, progress.fault());
            }
            operations.end(operation.id(), progress.status(), progress.fault(), progress.result());
            awaySince.remove(operation.id());
        }
        return progress;
    }

    private Progress step(Operation operation, OperationWorker worker) {
        try {
            Progress progress = worker.advance(operation);
            awaySince.remove(operation.id());
            return progress;
        } catch (RuntimeException e) {
            return afterFailure(operation, worker, DatabaseUnavailable.orItself(e));
        } catch (StackOverflowError | LinkageError e) {
            // it would come again with every attempt
            return afterFailure(operation, worker, new IllegalStateException(e));
        }
    }

    private Progress afterFailure(Operation operation, OperationWorker worker, RuntimeException failure) {
        if (failure instanceof AzureException fault) {
            if (isAway(fault) && hasPatience(operation, worker)) {
                LOG.infof("Operation %s waits: %s", operation.id(), fault.getMessage());
                return Progress.again(RETRY);
            }
            return Progress.failed(OperationStatus.FAILED, fault);
        } else {
            LOG.errorf(failure, "Operation %s of %s failed", operation.id(), operation.target());
            return Progress.failed(
                    OperationStatus.FAILED,
                    new AzureException(
                            500,
                            "InternalServerError",
                            "The operation failed inside the service. Its log names operation %s.",
                            operation.id()));
        }
    }

    private boolean hasPatience(Operation operation, OperationWorker worker) {
        Instant since = awaySince.computeIfAbsent(operation.id(), id -> wall.instant());
        return Duration.between(since, wall.instant()).compareTo(worker.patience()) < 0;
    }

    @Override
    public void clear() {
        awaySince.clear();
    }

    /** True when a service is away and may come back. */
    public static boolean isAway(AzureException fault) {
        return fault.status() == 502 || fault.status() == 503 || fault.status() == 504;
    }
}
