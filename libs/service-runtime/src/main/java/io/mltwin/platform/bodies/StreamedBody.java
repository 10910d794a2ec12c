package io.mltwin.platform.bodies;

import io.mltwin.armweb.UnreadBody;
import io.mltwin.armweb.transfers.SlowTransfers;
import io.mltwin.encoding.AsciiCase;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A body that its resource reads while it arrives, gathered by the event loop of its connection and
 * handed to the thread that reads it in few large pieces. JAX-RS's own stream asks for each TLS
 * record by itself, and of a body of 1 MiB more than half of the processor time was the two threads
 * waking each other. Its first piece has arrived before that thread begins; when it must wait
 * longer than a moment for another one, that is a {@link SlowTransfers slow one}.
 */
public final class StreamedBody extends InputStream implements SlowTransfers.Transfer {

    /** The bytes for which a thread is woken. */
    private static final int PIECE = 128 << 10;

    /** The bytes with which its resource begins: few, since they lie in memory until a thread is free. */
    static final int FIRST_PIECE = 16 << 10;

    private static final String LIMIT = "mltwin.largest-body";
    private static final int MOST = 256 << 10;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long SOON_MILLIS = 500;

    /** The rest of the threads is for those that go on. */
    private static final SlowTransfers SLOW = new SlowTransfers(16, 8);

    private final HttpServerRequest request;
    private final String client;
    private final Context connection = Vertx.currentContext();
    private final long largest;
    private boolean continueExpected;
    private long waited;

    private final Object lock = new Object();
    private Deque<Buffer> gathered = new ArrayDeque<>();
    private int bytes;
    private boolean paused;
    private boolean discarded;
    private boolean ended;
    private IOException failure;

    // the reader's
    private Deque<Buffer> taken = new ArrayDeque<>();
    private Buffer current;
    private int position;

    private StreamedBody(RoutingContext context) {
        this.request = context.request();
        this.client = SlowTransfers.client(context);
        Long limit = context.get(LIMIT);
        this.largest = limit == null ? Long.MAX_VALUE : limit;
        this.continueExpected = waitsToBeAsked(request);
        ReceivedBody first = ReceivedBody.first(context);
        this.current = first == null ? Buffer.buffer() : first.buffer();
        // a request that is paused does not say that it has ended
        this.ended = first != null && !first.isPartial();
    }

    static void limit(RoutingContext context, long largest) {
        context.put(LIMIT, largest);
    }

    /** True for a client that sends nothing before it knows that its body is wanted. */
    static boolean waitsToBeAsked(HttpServerRequest request) {
        String expect = request.getHeader("Expect");
        return expect != null && AsciiCase.equal(expect, "100-continue");
    }

    /** On the thread that will read it, before anybody else takes the body. */
    public static StreamedBody of(RoutingContext context) {
        StreamedBody body = new StreamedBody(context);
        if (!body.ended) {
            body.begin();
        }
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
            UnreadBody.end(request);
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
        long start = System.nanoTime();
        boolean slow = false;
        try {
            while (bytes < PIECE && !ended) {
                lock.wait(SOON_MILLIS);
                long silent = System.nanoTime() - start;
                if (waited + silent >= SlowTransfers.longestWait(request.bytesRead(), PATIENCE)) {
                    ended(new IOException("The client sends too slowly"));
                } else if (!slow && silent >= SOON_MILLIS * 1_000_000) {
                    slow = true;
                    SLOW.add(this);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while reading");
        } finally {
            waited += System.nanoTime() - start;
            if (slow) {
                SLOW.remove(this);
            }
        }
    }

    @Override
    public String client() {
        return client;
    }

    @Override
    public Object connection() {
        return request.connection();
    }

    @Override
    public void giveUp() {
        // on the event loop: a thread that waits for another body may hold the lock of that one
        connection.runOnContext(slow -> ended(new IOException("The client sends more slowly than many others")));
    }

    /** Lets go bytes that were not read, as they arrive. */
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
