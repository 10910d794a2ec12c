package io.mltwin.scoring.models.metrics;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Json;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.eventrelay.KafkaConnection;
import io.mltwin.events.MetricEvent;
import io.mltwin.events.Topics;
import io.mltwin.platform.background.BackgroundTimer;
import io.mltwin.platform.background.BackgroundWork;
import io.mltwin.platform.background.ThreadedClient;
import io.mltwin.platform.reset.ResetGate;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Counts registrations and deployments of models for Azure Monitor. Events are published in the
 * background, by a client of Kafka that the first one opens.
 *
 * <p>Deviation: an event that Kafka does not take within two minutes, or that this service's end
 * overtakes, is not counted.
 */
@ApplicationScoped
public class ModelMetrics {

    private static final Logger LOG = Logger.getLogger(ModelMetrics.class);
    private static final String SCENARIO = "Inferencing";
    private static final Duration DELIVERY = Duration.ofMinutes(2);
    private static final int MOST_WAITING = 1000;
    private static final Duration STOP = Duration.ofMillis(500);
    private static final Set<Integer> NOBODYS = Set.of(401, 403);

    private final ResetGate gate;
    private final Clock clock;
    private final BackgroundTimer timer;
    private final ThreadedClient<Producer<String, byte[]>> producer;

    public ModelMetrics(KafkaConnection kafka, ResetGate gate, Clock clock, BackgroundWork background) {
        this.producer = kafka.producer("scoring-metrics", DELIVERY, STOP);
        this.gate = gate;
        this.clock = clock;
        this.timer = background.timer("model-metrics", 1);
    }

    /**
     * Registers a model and counts whether that succeeded. It does not count an attempt without
     * permission.
     */
    public <T> T countRegistration(String workspaceId, Supplier<T> registration) {
        try {
            T registered = registration.get();
            count(
                    workspaceId,
                    "Model Register Succeeded",
                    null,
                    UUID.randomUUID().toString());
            return registered;
        } catch (AzureException refused) {
            if (!NOBODYS.contains(refused.status())) {
                count(
                        workspaceId,
                        "Model Register Failed",
                        refused.status(),
                        UUID.randomUUID().toString());
            }
            throw refused;
        }
    }

    /**
     * Counts the start of a deployment; the same operation counts once, however often it is
     * resumed.
     */
    public void deployStarted(String workspaceId, String operationId) {
        count(workspaceId, "Model Deploy Started", null, operationId + "-started");
    }

    public void deploySucceeded(String workspaceId, String operationId) {
        count(workspaceId, "Model Deploy Succeeded", null, operationId + "-ended");
    }

    public void deployFailed(String workspaceId, String operationId, int statusCode) {
        count(workspaceId, "Model Deploy Failed", statusCode, operationId + "-ended");
    }

    private void count(String workspaceId, String metric, Integer statusCode, String eventId) {
        Map<String, String> dimensions = statusCode == null
                ? Map.of("Scenario", SCENARIO)
                : Map.of("Scenario", SCENARIO, "StatusCode", statusCode.toString());
        MetricEvent event = new MetricEvent(eventId, gate.epoch(), clock.instant(), workspaceId, metric, dimensions);
        if (timer.waiting() < MOST_WAITING) {
            timer.now(() -> publish(event));
        } else {
            LOG.warn("A metric is not counted: too many wait");
        }
    }

    private void publish(MetricEvent event) {
        try {
            producer.get()
                    .send(
                            new ProducerRecord<>(
                                    Topics.METRICS, AsciiCase.lower(event.workspaceId()), Json.bytes(event)),
                            (sent, failure) -> {
                                if (failure != null) {
                                    LOG.warnf("A metric is not counted: %s", failure.getMessage());
                                }
                            });
        } catch (KafkaException e) {
            LOG.warnf("A metric is not counted: %s", e.getMessage());
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        if (timer.finish(STOP)) {
            producer.close();
        }
    }
}
