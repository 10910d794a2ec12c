package io.mltwin.keyvault.audit;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.events.Topics;
import io.mltwin.platform.PlatformConfig;
import io.mltwin.platform.background.BackgroundTask;
import io.mltwin.platform.background.BackgroundWork;
import io.mltwin.platform.background.ThreadedClient;
import io.mltwin.platform.reset.WorkGate;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;

/**
 * Ships audit events from the spool to Kafka's topic {@code diagnostics} with an idempotent
 * producer, and deletes a file only when all brokers in sync have it; those of an epoch before a
 * reset are not shipped. Kafka's client is made when there is something to ship and closed when
 * there is nothing for a while.
 */
@ApplicationScoped
public class AuditRelay {

    private static final Logger LOG = Logger.getLogger(AuditRelay.class);
    private static final int BATCH = 500;
    private static final int BUFFER = 64 << 10;
    private static final String CLIENT = "keyvault";
    private static final int DELIVERY_MILLIS = 15_000;
    private static final long ANSWER_MILLIS = DELIVERY_MILLIS + 5_000;
    private static final long GATHER_MILLIS = 200;
    private static final long IDLE_SECONDS = 20;
    private static final Duration STOP = Duration.ofMillis(1500);
    private static final long FIRST_PAUSE_MILLIS = 500;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;

    private final AuditTrail trail;
    private final PlatformConfig platform;
    private final AuditConfig config;
    private final ObjectMapper json;
    private final WorkGate gate;
    private final Semaphore work = new Semaphore(0);
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final BackgroundWork background;
    private final ThreadedClient<KafkaProducer<String, byte[]>> producer;
    private BackgroundTask task;

    public AuditRelay(
            AuditTrail trail,
            PlatformConfig platform,
            AuditConfig config,
            ObjectMapper json,
            WorkGate gate,
            BackgroundWork background) {
        this.trail = trail;
        this.platform = platform;
        this.config = config;
        this.json = json;
        this.gate = gate;
        this.background = background;
        this.producer =
                background.client(
                        "kafka-producer-network-thread \\| " + CLIENT,
                        this::makeProducer,
                        AuditRelay::close);
    }

    void start(@Observes StartupEvent event) {
        trail.onAppend(
                () -> {
                    if (work.availablePermits() == 0) {
                        work.release();
                    }
                });
        task = background.task("audit-relay", this::run);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping.countDown();
        work.release();
        task.stop(STOP);
    }

    private void run() {
        // what was left behind before is shipped too
        work.release();
        long pause = FIRST_PAUSE_MILLIS;
        while (stopping.getCount() > 0) {
            try {
                if (!work.tryAcquire(IDLE_SECONDS, TimeUnit.SECONDS)) {
                    producer.close();
                    continue;
                }
                stopping.await(GATHER_MILLIS, TimeUnit.MILLISECONDS);
                work.drainPermits();
                shipAll();
                pause = FIRST_PAUSE_MILLIS;
            } catch (InterruptedException e) {
                break;
            } catch (IOException | ExecutionException | TimeoutException | RuntimeException e) {
                // the thread must not end, and with it the shipping of all later events
                LOG.warnf("Audit events wait in the spool: %s", e.getMessage());
                producer.close();
                work.release();
                pause = pauseAfterFailure(pause);
            }
        }
        producer.close();
    }

    private long pauseAfterFailure(long pause) {
        try {
            stopping.await(pause, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
    }

    private void shipAll()
            throws IOException, ExecutionException, InterruptedException, TimeoutException {
        if (!gate.enter()) {
            work.release();
            return;
        }
        try {
            if (!trail.spool().isEmpty()) {
                for (Path file : trail.spool().closed()) {
                    if (ship(file)) {
                        Files.deleteIfExists(file);
                    } else {
                        LOG.errorf(
                                "Not every audit event can be read; the file is kept: %s",
                                AuditSpool.keepAside(file));
                    }
                }
            }
        } finally {
            gate.leave();
        }
    }

    /** Ships a file's events; false when not all of them could be read. */
    private boolean ship(Path file)
            throws IOException, ExecutionException, InterruptedException, TimeoutException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        boolean whole = true;
        try (AuditLines lines = new AuditLines(file, BUFFER)) {
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                whole &= send(line, sent);
                if (sent.size() == BATCH) {
                    await(sent);
                }
            }
        }
        await(sent);
        return whole;
    }

    private boolean send(byte[] line, List<Future<RecordMetadata>> sent) throws IOException {
        long epoch = -1;
        String vault = null;
        // the two stand near the beginning
        try (JsonParser event = json.createParser(line)) {
            event.nextToken();
            while ((epoch < 0 || vault == null) && event.nextToken() == JsonToken.FIELD_NAME) {
                String name = event.currentName();
                event.nextToken();
                if (name.equals("epoch")) {
                    epoch = event.getLongValue();
                } else if (name.equals("resourceId")) {
                    vault = event.getText();
                } else {
                    event.skipChildren();
                }
            }
        } catch (JsonProcessingException damaged) {
            LOG.warn("An audit event in the spool cannot be read", damaged);
            return false;
        }
        if (vault != null && epoch == gate.epoch()) {
            sent.add(
                    producer.get()
                            .send(
                                    new ProducerRecord<>(
                                            Topics.DIAGNOSTICS, AsciiCase.lower(vault), line)));
        }
        return true;
    }

    private static void await(List<Future<RecordMetadata>> sent)
            throws ExecutionException, InterruptedException, TimeoutException {
        for (Future<RecordMetadata> one : sent) {
            one.get(ANSWER_MILLIS, TimeUnit.MILLISECONDS);
        }
        sent.clear();
    }

    private KafkaProducer<String, byte[]> makeProducer() {
        Properties properties = new Properties();
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, config.kafka().bootstrapServers());
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, CLIENT);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5000);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5000);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 2L << 20);
        // few large requests: a batch is awaited before the next
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        properties.put("security.protocol", "SSL");
        properties.put("ssl.truststore.type", "PEM");
        properties.put("ssl.truststore.location", platform.trustDir().resolve("ca.pem").toString());
        properties.put("ssl.keystore.type", "PEM");
        properties.put(
                "ssl.keystore.location", platform.privateDir().resolve("kafka.pem").toString());
        return new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
    }

    private static void close(KafkaProducer<String, byte[]> producer) {
        try {
            producer.close(Duration.ZERO);
        } catch (KafkaException e) {
            // what was not acknowledged is still in the spool
            LOG.debugf(e, "The producer of audit events closed badly");
        }
    }
}
