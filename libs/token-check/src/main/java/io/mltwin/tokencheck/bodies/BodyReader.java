package io.mltwin.tokencheck.bodies;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.EnvelopeOfRequest;
import io.mltwin.encoding.AsciiCase;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Reads one body on the event loop of its connection, until its end, a limit, or until nothing has
 * arrived for a while.
 */
final class BodyReader {

    private final RoutingContext context;
    private final HttpServerRequest request;
    private final BodyBudget budget;
    private final long largest;
    private final long length;
    private final Duration patience;
    private final Consumer<AzureException> end;
    private final Context thread = Vertx.currentContext();
    private final ReceivedBody body = new ReceivedBody();
    private long taken;
    private long timer;
    private long progress = System.nanoTime();
    private boolean over;

    /**
     * Makes a reader of the request's body.
     *
     * @param length of the body, where its last byte and not the end of the stream completes it;
     *     else -1
     * @param patience how long nothing may arrive
     * @param end is called once, with null when the body is complete
     */
    BodyReader(
            RoutingContext context,
            BodyBudget budget,
            long largest,
            long length,
            Duration patience,
            Consumer<AzureException> end) {
        this.context = context;
        this.request = context.request();
        this.budget = budget;
        this.largest = largest;
        this.length = length;
        this.patience = patience;
        this.end = end;
    }

    void read() {
        context.addEndHandler(ended -> release());
        if (request.isEnded()) {
            end(null);
            return;
        }
        request.handler(this::arrived);
        request.endHandler(done -> end(length < 0 ? null : RequestBodyErrors.malformedLength()));
        request.exceptionHandler(gone -> abandon());
        timer = context.vertx().setTimer(patience.toMillis(), this::checkProgress);
        String expected = request.getHeader("Expect");
        if (expected != null && AsciiCase.equal(expected, "100-continue")) {
            request.response().writeContinue();
        }
        request.resume();
    }

    private void arrived(Buffer buffer) {
        if (over) {
            return;
        }
        progress = System.nanoTime();
        long arrived = (long) body.length() + buffer.length();
        if (arrived > largest) {
            end(RequestBodyErrors.tooLarge(EnvelopeOfRequest.get(context), largest));
            return;
        }
        int needed = body.needed(buffer.length());
        if (!budget.take(needed, arrived)) {
            end(RequestBodyErrors.noMemory());
            return;
        }
        taken += needed;
        body.add(buffer);
        if (arrived == length) {
            // the stream must not have ended yet: the web layer pauses the request once more
            request.pause();
            end(null);
        }
    }

    private void checkProgress(long fired) {
        if (over) {
            return;
        }
        long left = patience.minusNanos(System.nanoTime() - progress).toMillis();
        if (left <= 0) {
            end(RequestBodyErrors.stalled());
        } else {
            timer = context.vertx().setTimer(left, this::checkProgress);
        }
    }

    /** Nobody waits for an answer any more. */
    private void abandon() {
        over = true;
        context.vertx().cancelTimer(timer);
        body.drop();
        release();
    }

    private void end(AzureException fault) {
        if (over) {
            return;
        }
        over = true;
        context.vertx().cancelTimer(timer);
        if (fault == null) {
            body.attachTo(context);
        } else {
            // the request still holds this reader until what its client sends has passed
            body.drop();
            release();
        }
        if (Vertx.currentContext() == thread) {
            end.accept(fault);
        } else {
            thread.runOnContext(back -> end.accept(fault));
        }
    }

    private void release() {
        long given = taken;
        taken = 0;
        budget.give(given);
    }
}
