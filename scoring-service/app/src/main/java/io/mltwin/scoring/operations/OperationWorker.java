package io.mltwin.scoring.operations;

import io.mltwin.access.Correlation;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.DatabaseUnavailable;
import io.mltwin.platform.background.BackgroundTimer;
import io.mltwin.platform.background.BackgroundWork;
import io.mltwin.platform.reset.ResetGate;
import io.mltwin.platform.reset.Resettable;
import io.mltwin.scoring.operations.OperationHandler.Operation;
import io.mltwin.scoring.operations.OperationHandler.OperationPausedException;
import io.mltwin.scoring.operations.OperationService.Started;
import io.mltwin.scoring.workspaces.WorkspaceKeys;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Does the work of operations on threads of its own; after a restart it goes on with those that
 * have not ended.
 */
@ApplicationScoped
public class OperationWorker implements Resettable {

    private static final Logger LOG = Logger.getLogger(OperationWorker.class);
    private static final int THREADS = 16;

    /** The most threads of one workspace, so that a slow one leaves threads to the others. */
    private static final int SHARE = 2;

    // two minutes: a part that is away is started again long before
    private static final int ATTEMPTS = 120;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    // not while all services start at once
    private static final Duration RESUME_AFTER = Duration.ofMillis(500);
    private static final Duration STOP = Duration.ZERO;

    private final OperationService operations;
    private final List<OperationHandler> handlers;
    private final BackgroundTimer threads;
    private final ResetGate gate;
    private final WorkspaceKeys keys;

    public OperationWorker(
            OperationService operations,
            @All List<OperationHandler> handlers,
            ResetGate gate,
            WorkspaceKeys keys,
            BackgroundWork background) {
        this.gate = gate;
        this.keys = keys;
        this.operations = operations;
        this.handlers = handlers;
        this.threads = background.timer("operation", THREADS);
    }

    void resume(@Observes StartupEvent event) {
        loaded();
    }

    @Override
    public void loaded() {
        threads.after(RESUME_AFTER, () -> gate.work(this::takeUp));
    }

    private void takeUp() {
        try {
            operations.unfinished().forEach(this::started);
        } catch (RuntimeException e) {
            LOG.warnf("Operations under way cannot be read yet, trying again: %s", e.getMessage());
            threads.after(PAUSE, () -> gate.work(this::takeUp));
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        threads.stop(STOP);
    }

    void started(@Observes(during = TransactionPhase.AFTER_SUCCESS) Started event) {
        submit(event, 1);
    }

    private void submit(Started event, int attempt) {
        threads.now(event.workspaceKey(), SHARE, () -> gate.work(() -> run(event, attempt)));
    }

    @ActivateRequestContext
    void run(Started event, int attempt) {
        try {
            Operation operation = operations.begin(event.id());
            if (operation != null) {
                Correlation.with(
                        operation.correlationId(), operation.traceParent(), () -> work(event, operation, attempt));
            }
        } catch (RuntimeException e) {
            if (threads.isStopped()) {
                return;
            }
            LOG.errorf(e, "Operation %s could not be carried on; it is tried again", event.id());
            again(event, attempt);
        }
    }

    private Void work(Started event, Operation operation, int attempt) {
        OperationHandler handler = handlers.stream()
                .filter(candidate -> candidate.type().equals(operation.type()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no handler for " + operation.type()));
        try {
            if (!keys.prepare(operation.workspace().key())) {
                throw new OperationPausedException("the key of its workspace cannot be used");
            }
            handler.run(operation);
            operations.end(operation.id(), null);
        } catch (OperationPausedException e) {
            LOG.debugf("Operation %s pauses: %s", operation.id(), e.getMessage());
            if (!threads.isStopped()) {
                again(event, 0);
            }
        } catch (RuntimeException e) {
            if (!threads.isStopped()) {
                afterFailure(event, operation, handler, attempt, DatabaseUnavailable.orItself(e));
            }
        } catch (StackOverflowError | LinkageError e) {
            // it would come again with every attempt
            afterFailure(event, operation, handler, attempt, new IllegalStateException(e));
        }
        return null;
    }

    private void afterFailure(
            Started event, Operation operation, OperationHandler handler, int attempt, RuntimeException failure) {
        if (isAway(failure) && attempt < ATTEMPTS) {
            LOG.infof("Operation %s waits for a part that is away: %s", operation.id(), failure.getMessage());
            again(event, attempt);
            return;
        }
        AzureException fault = fault(operation, failure);
        // without its message, which may be a script's own words
        LOG.infof("Operation %s failed: %s", operation.id(), fault.code());
        handler.failed(operation, fault);
        operations.end(operation.id(), fault);
    }

    /** A part that does not answer, or that broke an answer off. */
    private static boolean isAway(RuntimeException failure) {
        return failure instanceof UncheckedIOException
                || failure instanceof AzureException fault && fault.status() >= 502 && fault.status() <= 504;
    }

    private static AzureException fault(Operation operation, RuntimeException failure) {
        if (failure instanceof AzureException fault) {
            return fault;
        }
        // a mistake of ours: it would come again with every attempt
        LOG.errorf(failure, "Operation %s failed inside the service", operation.id());
        return new AzureException(
                500,
                "InternalServerError",
                "The operation failed inside the service. Its log names operation %s.",
                operation.id());
    }

    private void again(Started event, int attempt) {
        threads.after(PAUSE, () -> submit(event, attempt + 1));
    }
}
