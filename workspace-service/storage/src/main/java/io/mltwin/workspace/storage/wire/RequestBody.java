package io.mltwin.workspace.storage.wire;

import io.mltwin.encoding.AsciiCase;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.resteasy.reactive.server.vertx.VertxInputStream;

/**
 * The body of a request, gathered by the event loop of its connection and handed to the thread that
 * reads it in few large pieces. JAX-RS's own stream asks for each TLS record by itself, and of a
 * body of 1 MiB more than half of the processor time was the two threads waking each other. Nothing
 * is taken before it is read for the first time.
 */
public final class RequestBody extends InputStream {

    private static final int PIECE = 128 << 10;
    private static final int MOST = 256 << 10;
    private static final long PATIENCE_NANOS = 60_000_000_000L;
    private static final long SOON_MILLIS = 2_000;

    /** Each of them holds a thread; the rest of the threads is for those that go on. */
    private static final int MOST_STALLED = 24;

    private static final AtomicInteger STALLED = new AtomicInteger();

    private final HttpServerRequest request;
    private final Context connection = Vertx.currentContext();
    private final long largest;
    private boolean continueExpected;

    private final Object lock = new Object();
    private Deque<Buffer> gathered = new ArrayDeque<>();
    private int bytes;
    private boolean paused;
    private boolean discarded;
    private boolean ended;
    private IOException failure;

    // the reader's
    private Deque<Buffer> taken = new ArrayDeque<>();
    private Buffer current = Buffer.buffer();
    private int position;

    private RequestBody(RoutingContext context) {
        this.request = context.request();
        Long limit = context.get(VertxInputStream.MAX_REQUEST_SIZE_KEY);
        this.largest = limit == null ? Long.MAX_VALUE : limit;
        String expect = request.getHeader("Expect");
        this.continueExpected = expect != null && AsciiCase.equal(expect, "100-continue");
    }

    /** On the thread that will read it, before anybody else takes the body. */
    public static RequestBody of(RoutingContext context) {
        RequestBody body = new RequestBody(context);
        body.begin();
        return body;
    }

    private void begin() {
        // what arrives meanwhile, and the end, waits
        synchronized (request.connection()) {
            ended = request.isEnded();
            if (!ended) {
                request.pause();
                request.handler(this::arrived);
                request.endHandler(end -> ended(null));
                request.exceptionHandler(gone -> ended(new IOException(gone)));
            }
        }
        if (request.response().closed()) {
            ended(new IOException("The client is gone"));
        } else if (!ended) {
            paused = true;
        }
    }

    private void arrived(Buffer buffer) {
        if (request.bytesRead() > largest) {
            ended(new IOException("The body is longer than " + largest + " bytes"));
            request.connection().close();
            return;
        }
        boolean full;
        synchronized (lock) {
            if (discarded) {
                return;
            }
            gathered.add(buffer);
            bytes += buffer.length();
            full = bytes >= MOST;
            paused = full;
            if (bytes >= PIECE) {
                lock.notifyAll();
            }
        }
        if (full) {
            request.pause();
        }
    }

    private void ended(IOException why) {
        synchronized (lock) {
            if (!ended) {
                ended = true;
                failure = why;
                lock.notifyAll();
            }
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (position == current.length()) {
            current = taken.poll();
            position = 0;
            if (current == null) {
                current = Buffer.buffer();
                if (!take()) {
                    return -1;
                }
            }
        }
        int count = Math.min(length, current.length() - position);
        current.getBytes(position, position + count, target, offset);
        position += count;
        return count;
    }

    /** Takes all that was gathered, once it is worth it; false at the end. */
    private boolean take() throws IOException {
        if (continueExpected) {
            continueExpected = false;
            connection.runOnContext(send -> request.response().writeContinue());
        }
        boolean goOn;
        do {
            synchronized (lock) {
                if (!paused) {
                    await();
                }
                if (failure != null) {
                    throw failure;
                }
                Deque<Buffer> empty = taken;
                taken = gathered;
                gathered = empty;
                bytes = 0;
                goOn = paused;
                paused = false;
            }
            if (goOn) {
                connection.runOnContext(resumed -> request.resume());
            }
        } while (goOn && taken.isEmpty());
        return !taken.isEmpty();
    }

    private void await() throws IOException {
        long moved = System.nanoTime();
        int before = bytes;
        boolean stalled = false;
        try {
            while (bytes < PIECE && !ended) {
                lock.wait(SOON_MILLIS);
                long silent = System.nanoTime() - moved;
                if (bytes != before) {
                    before = bytes;
                    moved = System.nanoTime();
                    if (stalled) {
                        stalled = false;
                        STALLED.decrementAndGet();
                    }
                } else if (silent >= PATIENCE_NANOS) {
                    throw abandoned("The client sent nothing for a minute");
                } else if (!stalled && silent >= SOON_MILLIS * 1_000_000) {
                    stalled = true;
                    if (STALLED.incrementAndGet() > MOST_STALLED) {
                        throw abandoned("The client sends nothing, and so do too many others");
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while reading");
        } finally {
            if (stalled) {
                STALLED.decrementAndGet();
            }
        }
    }

    private IOException abandoned(String why) {
        // on the event loop, since the thread that holds the connection may wait for this lock
        connection.runOnContext(away -> request.connection().close());
        return new IOException(why);
    }

    /** What was not read is let go as it arrives. */
    @Override
    public void close() {
        boolean goOn;
        synchronized (lock) {
            discarded = true;
            gathered.clear();
            goOn = paused && !ended;
            paused = false;
        }
        if (goOn) {
            connection.runOnContext(resumed -> request.resume());
        }
    }
}
