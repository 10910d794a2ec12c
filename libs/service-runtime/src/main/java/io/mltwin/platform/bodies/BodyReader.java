package io.mltwin.platform.bodies;

import static io.mltwin.platform.bodies.RequestBodyErrors.lengthRequired;
import static io.mltwin.platform.bodies.RequestBodyErrors.malformedLength;
import static io.mltwin.platform.bodies.RequestBodyErrors.noMemory;
import static io.mltwin.platform.bodies.RequestBodyErrors.stalled;
import static io.mltwin.platform.bodies.RequestBodyErrors.tooLarge;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Envelope;
import io.mltwin.armweb.UnreadBody;
import io.mltwin.armweb.transfers.SlowTransfers;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.platform.requests.BodyRule;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Stream;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Reads one body on the event loop of its connection, in every form of HTTP: until its end, a
 * limit, or until its client is too slow. Of a body that its resource reads while it arrives, only
 * the first piece: a client that sends nothing never comes to a worker.
 */
final class BodyReader implements BodyBudget.Arrival {

    private static final long SECOND = 1_000_000_000L;
    private static final long MOMENT_MILLIS = 1000;

    private final RoutingContext context;
    private final HttpServerRequest request;
    private final BodyBudget budget;
    private final long largest;
    private final long length;
    private final boolean open;
    private final boolean streamed;
    private final Duration patience;
    private final Consumer<AzureException> end;
    private final Context thread = Vertx.currentContext();
    private final ReceivedBody body = new ReceivedBody();
    private long taken;
    private long timer;
    private final long start = System.nanoTime();
    private long progress = start;
    private volatile long mark = start;
    private volatile long sinceMark;
    private volatile double late = Double.MAX_VALUE;
    private boolean over;

    /**
     * Makes a reader of the request's body.
     *
     * @param length as it is declared; else -1
     * @param patience how long nothing may arrive
     * @param end is called once, with null when the body is complete
     */
    BodyReader(
            RoutingContext context,
            BodyBudget budget,
            BodyRule rule,
            long length,
            Duration patience,
            Consumer<AzureException> end) {
        this.context = context;
        this.request = context.request();
        this.budget = budget;
        this.largest = rule.largest();
        this.streamed = rule.streamed();
        boolean http2 = request.version() == HttpVersion.HTTP_2;
        // there the end of the stream comes by itself
        this.length = http2 ? length : -1;
        this.open = http2 && length < 0;
        this.patience = patience;
        this.end = end;
    }

    void read() {
        context.addEndHandler(ended -> release());
        if (request.isEnded()) {
            end(null);
            return;
        }
        // else the first handler would have everything arrive at once
        request.pause();
        request.handler(this::arrived);
        request.endHandler(done -> end(atEnd()));
        request.exceptionHandler(gone -> abandon());
        timer = context.vertx().setTimer(MOMENT_MILLIS, this::checkProgress);
        String expected = request.getHeader("Expect");
        if (expected != null && AsciiCase.equal(expected, "100-continue")) {
            request.response().writeContinue();
        }
        if (open) {
            goOn();
        } else {
            request.resume();
        }
    }

    private AzureException atEnd() {
        if (open) {
            // trailers: such a request cannot be handed on
            return lengthRequired();
        }
        return length < 0 ? null : malformedLength();
    }

    /**
     * Takes one piece more of a stream of HTTP/2 without a length. Its end is never taken: the web
     * layer pauses the request once more, which a stream that has ended does not bear. So it is
     * looked for below, once all that has arrived is taken.
     */
    private void goOn() {
        if (over) {
            return;
        }
        if (request.bytesRead() == body.length() && !mayBringMore(request)) {
            end(null);
        } else {
            request.fetch(1);
        }
    }

    /** Returns false when the client has ended a stream of HTTP/2, whether it was read or not. */
    static boolean mayBringMore(HttpServerRequest request) {
        Http2Stream stream = ((ConnectionBase) request.connection())
                .channel().pipeline().get(Http2ConnectionHandler.class).connection().stream(request.streamId());
        return stream != null && stream.state().remoteSideOpen();
    }

    private void arrived(Buffer buffer) {
        if (over) {
            return;
        }
        measure(buffer.length());
        long arrived = (long) body.length() + buffer.length();
        if (arrived > largest) {
            end(tooLarge(Envelope.of(context), largest));
            return;
        }
        int needed = body.needed(buffer.length());
        if (!budget.take(needed, arrived, this)) {
            end(noMemory());
            return;
        }
        synchronized (this) {
            taken += needed;
        }
        body.add(buffer);
        if (arrived == length) {
            // the stream must not have ended yet: the web layer pauses the request once more
            request.pause();
            end(null);
        } else if (streamed && arrived >= StreamedBody.FIRST_PIECE) {
            request.pause();
            body.setPartial();
            // a resource that refuses leaves the rest unread, which would be kept for it
            UnreadBody.discardAfterAnswer(context);
            end(null);
        } else if (open) {
            // what ends the stream with this piece is noted behind it
            thread.runOnContext(next -> goOn());
        }
    }

    private void measure(int bytes) {
        progress = System.nanoTime();
        long nanos = progress - mark;
        if (nanos >= SECOND) {
            late = sinceMark * 1e9 / nanos;
            sinceMark = 0;
            mark = progress;
        }
        sinceMark += bytes;
    }

    @Override
    public double throughput() {
        long nanos = System.nanoTime() - mark;
        return nanos < SECOND ? late : sinceMark * 1e9 / nanos;
    }

    @Override
    public void giveWay() {
        release();
        thread.runOnContext(away -> end(stalled()));
    }

    private void checkProgress(long fired) {
        if (over) {
            return;
        }
        budget.arriving(this);
        long now = System.nanoTime();
        long silent = patience.toNanos() - (now - progress);
        long slow = SlowTransfers.longestWait(body.length(), patience) - (now - start);
        long left = TimeUnit.NANOSECONDS.toMillis(Math.min(silent, slow));
        if (left <= 0) {
            end(stalled());
        } else {
            timer = context.vertx().setTimer(left, this::checkProgress);
        }
    }

    /** Nobody waits for an answer any more. */
    private void abandon() {
        over = true;
        context.vertx().cancelTimer(timer);
        budget.arrived(this);
        body.drop();
        release();
    }

    private void end(AzureException fault) {
        if (over) {
            return;
        }
        over = true;
        context.vertx().cancelTimer(timer);
        budget.arrived(this);
        if (fault == null) {
            body.attachTo(context, streamed);
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

    private synchronized void release() {
        long given = taken;
        taken = 0;
        budget.give(given);
    }
}
