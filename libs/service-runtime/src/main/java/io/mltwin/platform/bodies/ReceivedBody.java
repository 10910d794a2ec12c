package io.mltwin.platform.bodies;

import io.mltwin.armweb.AzureException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.quarkus.arc.ClientProxy;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.buffer.impl.BufferImpl;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Holds as much of a body as has arrived, in blocks: neither a length that is only declared nor a
 * body in thousands of pieces takes more memory than its bytes.
 */
public final class ReceivedBody {

    private static final String KEY = "mltwin.received-body";
    private static final String FIRST = "mltwin.first-of-body";
    private static final int FIRST_BLOCK = 4 << 10;
    private static final int LARGEST_BLOCK = 256 << 10;

    private final List<byte[]> blocks = new ArrayList<>();
    private int length;
    private int inLast;
    private boolean refused;
    private boolean partial;

    ReceivedBody() {}

    /**
     * Returns the body of a request, which its resource takes out of the request: it is joined
     * once.
     */
    public static byte[] take(RoutingContext context) {
        ReceivedBody body = takeOut(context);
        return body == null ? new byte[0] : body.join();
    }

    private static ReceivedBody takeOut(RoutingContext context) {
        ReceivedBody body = context.get(KEY);
        if (body != null && body.refused) {
            throw notRead();
        }
        if (body == null) {
            return null;
        }
        context.remove(KEY);
        // what is injected into a resource is a proxy
        ((RoutingContextInternal) ClientProxy.unwrap(context)).setBody(Buffer.buffer(0));
        return body;
    }

    /** Returns whether the whole body is in memory. */
    public static boolean isReceived(RoutingContext context) {
        ReceivedBody body = context.get(KEY);
        return body != null && !body.refused;
    }

    /** True when the body was not read, since the head of the request was refused. */
    public static boolean isRefused(RoutingContext context) {
        ReceivedBody body = context.get(KEY);
        return body != null && body.refused;
    }

    /** Refuses what was let in although its head had been refused: its body was not read. */
    public static void requireRead(RoutingContext context) {
        if (isRefused(context)) {
            throw notRead();
        }
    }

    /** The head was refused when it was asked, and is no longer. */
    public static AzureException notRead() {
        return new AzureException(503, "ServiceUnavailable", "Permissions changed; try again.")
                .withHeaders(Map.of("Retry-After", "1"));
    }

    static void refuse(RoutingContext context) {
        ReceivedBody none = new ReceivedBody();
        none.refused = true;
        none.attachTo(context, false);
    }

    /**
     * Puts the body where its resource finds it.
     *
     * @param first true when it is only the first piece of the body
     */
    void attachTo(RoutingContext context, boolean first) {
        if (first) {
            context.put(FIRST, this);
        } else {
            context.put(KEY, this);
            ((RoutingContextInternal) context).setBody(buffer());
        }
    }

    /** Returns what was read of a body that its resource reads while it arrives; null for none. */
    static ReceivedBody first(RoutingContext context) {
        return context.remove(FIRST);
    }

    Buffer buffer() {
        return BufferImpl.buffer(joined());
    }

    /** There is more to come. */
    void setPartial() {
        partial = true;
    }

    boolean isPartial() {
        return partial;
    }

    int length() {
        return length;
    }

    /** Returns how much memory the next bytes need beyond the rest of the last block. */
    int needed(int bytes) {
        int left = blocks.isEmpty() ? 0 : blocks.get(blocks.size() - 1).length - inLast;
        return bytes <= left ? 0 : Math.max(bytes - left, nextBlock());
    }

    private int nextBlock() {
        return Math.max(FIRST_BLOCK, Math.min(length, LARGEST_BLOCK));
    }

    void add(Buffer buffer) {
        int from = 0;
        while (from < buffer.length()) {
            int left = blocks.isEmpty() ? 0 : blocks.get(blocks.size() - 1).length - inLast;
            if (left == 0) {
                left = Math.max(buffer.length() - from, nextBlock());
                blocks.add(new byte[left]);
                inLast = 0;
            }
            int count = Math.min(left, buffer.length() - from);
            buffer.getBytes(from, from + count, blocks.get(blocks.size() - 1), inLast);
            inLast += count;
            from += count;
            length += count;
        }
    }

    /** Gives its memory free. */
    void drop() {
        blocks.clear();
        inLast = 0;
        length = 0;
    }

    private ByteBuf joined() {
        ByteBuf[] parts = new ByteBuf[blocks.size()];
        for (int i = 0; i < parts.length; i++) {
            byte[] block = blocks.get(i);
            int used = i == parts.length - 1 ? inLast : block.length;
            parts[i] = Unpooled.wrappedBuffer(block, 0, used);
        }
        return parts.length == 0 ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(parts.length, parts);
    }

    byte[] join() {
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] block = next(); block != null; block = next()) {
            int used = Math.min(block.length, length - at);
            System.arraycopy(block, 0, all, at, used);
            at += used;
        }
        return all;
    }

    private byte[] next() {
        return blocks.isEmpty() ? null : blocks.remove(0);
    }
}
