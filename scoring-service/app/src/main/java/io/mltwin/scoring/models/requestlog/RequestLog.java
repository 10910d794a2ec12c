package io.mltwin.scoring.models.requestlog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.eventrelay.Durability;
import io.mltwin.eventrelay.EventSource;
import io.mltwin.eventrelay.RelayedTopic;
import io.mltwin.eventrelay.RelayedTopic.RelayedEvent;
import io.mltwin.eventrelay.Spool;
import io.mltwin.eventrelay.SpoolRecord;
import io.mltwin.events.ScoringRequest;
import io.mltwin.events.Topics;
import io.mltwin.platform.PlatformConfig;
import io.mltwin.platform.reset.Resettable;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/**
 * Records every scoring request, for Application Insights. A record is on this machine's disk
 * before the request is answered, also while the database, Kafka or telemetry-service is down, and
 * is published later. While the disk is full, records go to 16 MiB of it that are kept free for
 * them.
 */
@Singleton
public class RequestLog implements RelayedTopic<SpoolRecord>, Resettable {

    private static final Logger LOG = Logger.getLogger(RequestLog.class);

    /** Some 25 000 records: of a minute at 400 requests a second. */
    static final long RESERVE_BYTES = 16L << 20;

    /**
     * So many refused requests of a service a second are recorded one by one; all further ones are
     * one record.
     */
    static final int REFUSALS = 10;

    private final Spool spool;
    private final ObjectMapper json;
    private final Cache<List<String>, Refusals> refusals = Caffeine.newBuilder()
            .expireAfterWrite(Duration.ofSeconds(1))
            .maximumSize(1_000)
            .scheduler(Scheduler.systemScheduler())
            .executor(Runnable::run)
            .removalListener((service, second, cause) -> ((Refusals) second).end())
            .build();

    @Inject
    public RequestLog(PlatformConfig config, ObjectMapper json) {
        this(config.dataDir().resolve("spool"), json);
    }

    RequestLog(Path folder, ObjectMapper json) {
        this.json = json;
        this.spool = Spool.open(folder, Durability.DISK, RESERVE_BYTES);
    }

    /** The refused requests of a service in one second. */
    private final class Refusals {
        private int seen;
        private ScoringRequest last;
        private boolean over;

        synchronized boolean isRecorded(ScoringRequest request) {
            if (over || ++seen <= REFUSALS) {
                return true;
            }
            last = request;
            return false;
        }

        synchronized void end() {
            over = true;
            if (last != null) {
                append(json.<ObjectNode>valueToTree(last).put("itemCount", seen - REFUSALS));
            }
        }
    }

    /**
     * Keeps a record. Refused requests, which anybody can send, are sampled as Application Insights
     * samples: one record in their place has their number as {@code itemCount}, within a second.
     *
     * @param refused whether the request had no valid credential, or none was looked at
     */
    public CompletableFuture<Void> append(boolean refused, ScoringRequest request) {
        return !refused
                        || refusals.get(List.of(request.workspaceId(), request.serviceName()), key -> new Refusals())
                                .isRecorded(request)
                ? append(request)
                : CompletableFuture.completedFuture(null);
    }

    /**
     * Keeps a record. No thread waits for it; what follows must not hold up the thread that has
     * kept it.
     *
     * @return fails with an {@link AzureException} 503 when the disk does not take it: then the
     *     request must not be answered either
     */
    CompletableFuture<Void> append(Object request) {
        byte[] record;
        try {
            record = json.writeValueAsBytes(request);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record is plain JSON", e);
        }
        CompletableFuture<Void> kept = new CompletableFuture<>();
        spool.appendLater(record).whenComplete((done, failed) -> {
            if (failed == null) {
                kept.complete(null);
            } else {
                kept.completeExceptionally(refused(failed));
            }
        });
        return kept;
    }

    private static AzureException refused(Throwable failed) {
        LOG.error("The record of a scoring request cannot be written to the spool", failed);
        return new AzureException(
                503,
                "RequestLogUnavailable",
                "The request cannot be recorded, so it is not answered: the service's disk is full or does not"
                        + " take it. Make room on it, then send the request again.");
    }

    @PreDestroy
    void end() {
        refusals.invalidateAll();
    }

    @Override
    public void clear() throws IOException {
        end();
        spool.clear();
    }

    @Override
    public String relayName() {
        return "scoring-record-relay";
    }

    @Override
    public String topic() {
        return Topics.SCORING_REQUESTS;
    }

    @Override
    public EventSource<SpoolRecord> source() {
        return spool;
    }

    /** The fields of a record that the relay needs; the record is published as it is. */
    record Routing(long epoch, String workspaceId, String traceParent) {}

    @Override
    public RelayedEvent map(SpoolRecord record) throws IOException {
        Routing routing = json.readValue(record.content(), Routing.class);
        return new RelayedEvent(
                routing.epoch(), AsciiCase.lower(routing.workspaceId()), record.content(), routing.traceParent());
    }
}
