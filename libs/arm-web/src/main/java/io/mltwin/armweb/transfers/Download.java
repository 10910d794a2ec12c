package io.mltwin.armweb.transfers;

import io.mltwin.armweb.UnreadBody;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.impl.BufferImpl;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
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

    /** A worker copies pieces out of the heap through it; a new one for each would cost more. */
    private static final ThreadLocal<byte[]> COPY = ThreadLocal.withInitial(() -> new byte[64 << 10]);

    /** As much as an eighth of the heap, with two pieces each outside the heap. */
    private static final int MOST = (int) (Runtime.getRuntime().maxMemory() / 8 / (2 * PIECE));

    private static final SlowTransfers WAITING = new SlowTransfers(MOST, MOST);

    private final RoutingContext context;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final InputStream content;
    private final Context connection;
    private final Runnable resume;

    private ByteBuf next;
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
        byte[] copy = COPY.get();
        int length = 0;
        ByteBuf first = null;
        try {
            length = content.readNBytes(copy, 0, copy.length);
            // most answers are small
            first = length < copy.length ? null : read(content, length);
        } finally {
            if (first == null || first.readableBytes() < PIECE) {
                content.close();
            }
        }
        if (first == null) {
            answer.end(Arrays.copyOf(copy, length));
            return;
        }
        if (first.readableBytes() < PIECE) {
            byte[] all = ByteBufUtil.getBytes(first);
            first.release();
            answer.end(all);
            return;
        }
        String declared = answer.getResponse().get().getHeaderString(HttpHeaders.CONTENT_LENGTH);
        if (declared == null) {
            answer.setChunked(true);
        } else {
            answer.setResponseHeader(HttpHeaders.CONTENT_LENGTH, declared);
        }
        answer.suspend();
        new Download(answer, content).start(first);
    }

    /**
     * Returns the next piece, shorter only at the end.
     *
     * @param begun how many of its bytes lie in {@link #COPY}
     */
    private static ByteBuf read(InputStream content, int begun) throws IOException {
        ByteBuf piece = PooledByteBufAllocator.DEFAULT.directBuffer(PIECE, PIECE);
        try {
            byte[] copy = COPY.get();
            piece.writeBytes(copy, 0, begun);
            int length = copy.length;
            while (length == copy.length && piece.isWritable()) {
                length = content.readNBytes(copy, 0, copy.length);
                piece.writeBytes(copy, 0, length);
            }
            return piece;
        } catch (IOException | RuntimeException e) {
            piece.release();
            throw e;
        }
    }

    private void start(ByteBuf first) {
        connection.runOnContext(begun -> {
            next = first;
            context.addEndHandler(ended -> finish());
            if (response.closed()) {
                finish();
            } else if (!over) {
                ConnectionWatch.begin(request);
                send();
            }
        });
    }

    private void send() {
        sending = true;
        while (next != null && !full) {
            ByteBuf piece = next;
            next = null;
            sent += piece.readableBytes();
            if (piece.readableBytes() < PIECE) {
                response.end(BufferImpl.buffer(piece)).onComplete(written -> piece.release());
            } else {
                // may have read the next piece when it returns
                read();
                response.write(BufferImpl.buffer(piece)).onComplete(written -> piece.release());
                if (response.writeQueueFull()) {
                    await();
                }
            }
        }
        sending = false;
    }

    private void read() {
        reading = true;
        connection.executeBlocking(() -> read(content, 0), false).onComplete(this::read);
    }

    private void read(AsyncResult<ByteBuf> piece) {
        reading = false;
        if (over) {
            if (piece.succeeded()) {
                piece.result().release();
            }
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
        long left = SlowTransfers.longestWait(sent, PATIENCE) - waited;
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
        if (next != null) {
            next.release();
            next = null;
        }
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
