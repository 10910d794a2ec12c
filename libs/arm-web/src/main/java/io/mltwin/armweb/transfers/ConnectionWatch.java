package io.mltwin.armweb.transfers;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2RemoteFlowController;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.EventExecutor;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Ends what clients hold and do not go on with: a connection without a whole head of a request, an
 * answer that is not taken, and, when four fifths of all connections are in use, those that have
 * asked for nothing for longest, so that there is always one for a service. Each event loop looks
 * after its own connections ten times a second, and more often the more of them there are, so that
 * nobody opens them faster than they end; requests only note that they came.
 */
@ApplicationScoped
public class ConnectionWatch {

    private static final Logger LOG = Logger.getLogger(ConnectionWatch.class);
    private static final AttributeKey<Use> USE = AttributeKey.valueOf("mltwin.use");
    private static final int FIRST = 1000;
    private static final long PERIOD_MILLIS = 100;

    /** Between two looks while more than a quarter of the connections are in use. */
    private static final long CROWDED_MILLIS = 20;

    private static final long HEAD_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long ANSWER_NANOS = TimeUnit.SECONDS.toNanos(60);

    /** Answers of an event loop's connections that wait under HTTP/2; none is large. */
    private static final int MOST_HELD = 64;

    private final Vertx vertx;
    private final int most;

    public ConnectionWatch(
            Vertx vertx,
            @ConfigProperty(name = "quarkus.http.limits.max-connections", defaultValue = "1000") int most) {
        this.vertx = vertx;
        this.most = most;
    }

    /** The use of a connection; belongs to its event loop. */
    private static final class Use {

        private boolean asked;
        private long last = System.nanoTime();
        private long pending;
        private long pendingSince;
        private final Map<Integer, Long> held = new HashMap<>();
        private final Set<Integer> downloads = new HashSet<>();
    }

    private static Use of(Channel channel) {
        Use use = channel.attr(USE).get();
        if (use == null) {
            use = new Use();
            channel.attr(USE).set(use);
        }
        return use;
    }

    private static Use of(HttpServerRequest request) {
        return of(((ConnectionBase) request.connection()).channel());
    }

    /** A download looks after itself, as long as it has not been sent. */
    static void begin(HttpServerRequest download) {
        of(download).downloads.add(download.streamId());
    }

    static void end(HttpServerRequest download) {
        of(download).downloads.remove(download.streamId());
    }

    void register(@Observes Filters filters) {
        filters.register(this::note, FIRST);
    }

    private void note(RoutingContext context) {
        Use use = of(context.request());
        use.asked = true;
        use.last = System.nanoTime();
        context.next();
    }

    void start(@Observes StartupEvent event) {
        List<SingleThreadEventLoop> loops = new ArrayList<>();
        for (EventExecutor loop : ((VertxInternal) vertx).getEventLoopGroup()) {
            loops.add((SingleThreadEventLoop) loop);
        }
        int share = most * 4 / 5 / loops.size();
        loops.forEach(loop -> lookAgain(loop, share, PERIOD_MILLIS));
    }

    private static void lookAgain(SingleThreadEventLoop loop, int share, long millis) {
        loop.schedule(
                () -> lookAgain(loop, share, look(loop, share) > share / 4 ? CROWDED_MILLIS : PERIOD_MILLIS),
                millis,
                TimeUnit.MILLISECONDS);
    }

    /** Returns how many connections the loop has. */
    private static int look(SingleThreadEventLoop loop, int share) {
        List<Channel> connections = new ArrayList<>();
        try {
            loop.registeredChannelsIterator().forEachRemaining(channel -> {
                if (channel.parent() instanceof ServerSocketChannel
                        && channel.pipeline().get(SslHandler.class) != null) {
                    connections.add(channel);
                }
            });
            long now = System.nanoTime();
            connections.forEach(channel -> look(channel, of(channel), now));
            connections.stream()
                    .sorted(Comparator.comparing((Channel channel) -> of(channel).asked)
                            .thenComparing(channel -> of(channel).last - now))
                    .limit(Math.max(0, connections.size() - share))
                    .forEach(Channel::close);
            if (connections.stream()
                            .mapToInt(channel -> of(channel).held.size())
                            .sum()
                    > MOST_HELD) {
                connections.stream()
                        .max(Comparator.comparing(channel -> of(channel).held.size()))
                        .ifPresent(Channel::close);
            }
        } catch (RuntimeException e) {
            LOG.error("Connections could not be looked after", e);
        }
        return connections.size();
    }

    private static void look(Channel channel, Use use, long now) {
        ChannelOutboundBuffer out = channel.unsafe().outboundBuffer();
        long pending = out == null ? 0 : out.totalPendingWriteBytes();
        if (pending == 0 || pending != use.pending) {
            use.pending = pending;
            use.pendingSince = now;
        }
        if (!use.asked && now - use.last > HEAD_NANOS || now - use.pendingSince > ANSWER_NANOS) {
            channel.close();
            return;
        }
        Http2ConnectionHandler http2 = channel.pipeline().get(Http2ConnectionHandler.class);
        if (http2 != null) {
            look(channel, http2, use, now);
        }
    }

    private static void look(Channel channel, Http2ConnectionHandler http2, Use use, long now) {
        Http2RemoteFlowController flow = http2.encoder().flowController();
        Set<Integer> waiting = new HashSet<>();
        try {
            http2.connection().forEachActiveStream(stream -> {
                if (flow.hasFlowControlled(stream) && !use.downloads.contains(stream.id())) {
                    waiting.add(stream.id());
                }
                return true;
            });
        } catch (Http2Exception e) {
            throw new IllegalStateException(e);
        }
        use.held.keySet().retainAll(waiting);
        for (int stream : waiting) {
            if (now - use.held.computeIfAbsent(stream, first -> now) > ANSWER_NANOS) {
                http2.resetStream(
                        channel.pipeline().context(http2), stream, Http2Error.CANCEL.code(), channel.newPromise());
                channel.flush();
            }
        }
    }
}
