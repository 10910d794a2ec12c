package io.mltwin.armweb.transfers;

import io.mltwin.armweb.UnreadBody;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.vertx.VertxResteasyReactiveRequestContext;

/**
 * Sends a stream at the pace of its client. A worker reads and decrypts a piece while the event
 * loop of the connection sends the one before. While the client takes nothing there is no worker,
 * and two pieces lie in memory: only so many downloads may wait like this, and none for long.
 */
final class Download implements SlowTransfers.Transfer {

    /** Smaller ones would have two threads wake each other all the time. */
    static final int PIECE = 256 << 10;

    private static final Logger LOG = Logger.getLogger(Download.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** An eighth of the heap, with two pieces each. */
    private static final SlowTransfers WAITING =
            new SlowTransfers((int) (Runtime.getRuntime().maxMemory() / 8 / (2 * PIECE)));

    private final RoutingContext context;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final InputStream content;
    private final Context connection;
    private final Runnable resume;

    private Buffer next;
    private boolean reading;
    private boolean sending;
    private boolean full;
    private boolean over;
    private long sent;
    private long waited;
    private long stalled;
    private long timer;

    private Download(VertxResteasyReactiveRequestContext answer, InputStream content) {
        this.context = answer.getContext();
        this.request = context.request();
        this.response = context.response();
        this.content = content;
        this.connection = Vertx.currentContext();
        this.resume = answer::resume;
    }

    /** Answers a request with a stream. On a worker thread. */
    static void send(VertxResteasyReactiveRequestContext answer, InputStream content) throws IOException {
        Buffer first = null;
        try {
            first = read(content);
        } finally {
            if (first == null || first.length() < PIECE) {
                content.close();
            }
        }
        if (first.length() < PIECE) {
            answer.end(first.getBytes());
            return;
        }
        String length = answer.getResponse().get().getHeaderString(HttpHeaders.CONTENT_LENGTH);
        if (length == null) {
            answer.setChunked(true);
        } else {
            answer.setResponseHeader(HttpHeaders.CONTENT_LENGTH, length);
        }
        answer.suspend();
        new Download(answer, content).start(first);
    }

    /** Returns the next piece, shorter only at the end. */
    private static Buffer read(InputStream content) throws IOException {
        byte[] piece = new byte[PIECE];
        int length = content.readNBytes(piece, 0, PIECE);
        Buffer read = Buffer.buffer(piece);
        return length == PIECE ? read : read.slice(0, length);
    }

    private void start(Buffer first) {
        connection.runOnContext(begun -> {
            context.addEndHandler(ended -> finish());
            if (response.closed()) {
                finish();
            } else {
                ConnectionWatch.begin(request);
                next = first;
                send();
            }
        });
    }

    private void send() {
        sending = true;
        while (next != null && !full) {
            Buffer piece = next;
            next = null;
            sent += piece.length();
            if (piece.length() < PIECE) {
                response.end(piece);
            } else {
                // may have read the next piece when it returns
                read();
                response.write(piece);
                if (response.writeQueueFull()) {
                    await();
                }
            }
        }
        sending = false;
    }

    private void read() {
        reading = true;
        connection.executeBlocking(() -> read(content), false).onComplete(this::read);
    }

    private void read(AsyncResult<Buffer> piece) {
        reading = false;
        if (over) {
            close();
        } else if (piece.failed()) {
            LOG.errorf(piece.cause(), "The rest of %s cannot be read", request.path());
            UnreadBody.end(request);
        } else {
            next = piece.result();
            if (!sending) {
                send();
            }
        }
    }

    private void await() {
        full = true;
        stalled = System.nanoTime();
        long left = LeastThroughput.nanos(sent, PATIENCE) - waited;
        timer = context.vertx()
                .setTimer(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)), fired -> UnreadBody.end(request));
        response.drainHandler(drained -> goOn());
        WAITING.add(this);
    }

    private void goOn() {
        if (full && !over) {
            stopWaiting();
            if (!sending) {
                send();
            }
        }
    }

    private void stopWaiting() {
        if (full) {
            full = false;
            waited += System.nanoTime() - stalled;
            context.vertx().cancelTimer(timer);
            WAITING.remove(this);
        }
    }

    @Override
    public String client() {
        return SlowTransfers.client(context);
    }

    @Override
    public Object connection() {
        return request.connection();
    }

    @Override
    public void giveUp() {
        connection.runOnContext(slow -> UnreadBody.end(request));
    }

    private void finish() {
        if (over) {
            return;
        }
        over = true;
        ConnectionWatch.end(request);
        stopWaiting();
        if (!reading) {
            close();
        }
        resume.run();
    }

    private void close() {
        connection.executeBlocking(
                () -> {
                    content.close();
                    return null;
                },
                false);
    }
}
