package io.mltwin.testkit;

import com.github.dockerjava.api.model.PortBinding;
import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.Ports;
import io.mltwin.local.trust.TrustMaterial;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/** A Kafka in a container of its own, published at the port that its certificate's clients use. */
final class ContainerBroker extends TestBroker {

    /** Another image than Apache's official one. */
    private static final String IMAGE_VARIABLE = "MLTWIN_TEST_KAFKA_IMAGE";

    private static final String IMAGE = "apache/kafka:4.1.2";
    private static final String KEYS = "/mltwin/kafka.pem";
    private static final String AUTHORITY = "/mltwin/ca.pem";

    /** The image runs as a user of its own. */
    private static final int READABLE = 0444;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final GenericContainer<?> container;

    private ContainerBroker(GenericContainer<?> container) {
        this.container = container;
    }

    static ContainerBroker start(TestTrust trust) throws IOException, InterruptedException {
        DataFolder folder = trust.folder();
        int port = trust.ports().kafka();
        GenericContainer<?> container =
                new GenericContainer<>(
                        DockerImageName.parse(System.getenv().getOrDefault(IMAGE_VARIABLE, IMAGE)));
        container
                .withEnv(settings(trust.ports()))
                .withCopyFileToContainer(
                        MountableFile.forHostPath(
                                folder.privateOf(TrustMaterial.KAFKA).resolve("kafka.pem"),
                                READABLE),
                        KEYS)
                .withCopyFileToContainer(
                        MountableFile.forHostPath(folder.caCertificate(), READABLE), AUTHORITY)
                .withExposedPorts(port)
                .withCreateContainerCmdModifier(
                        command ->
                                command.getHostConfig()
                                        .withPortBindings(
                                                PortBinding.parse(
                                                        "127.0.0.1:" + port + ":" + port)))
                .waitingFor(
                        Wait.forLogMessage(".*Kafka Server started.*", 1)
                                .withStartupTimeout(PATIENCE));
        container.start();
        ContainerBroker broker = new ContainerBroker(container);
        try {
            part(trust).provision();
        } catch (IOException | InterruptedException | RuntimeException e) {
            broker.close();
            throw e;
        }
        return broker;
    }

    /** server.properties in the image's form: KAFKA_FOO_BAR is foo.bar. */
    private static Map<String, String> settings(Ports ports) {
        Map<String, String> all = new TreeMap<>();
        String controller = "localhost:" + ports.kafkaController();
        all.put("KAFKA_NODE_ID", "1");
        all.put("KAFKA_PROCESS_ROLES", "broker,controller");
        all.put("KAFKA_CONTROLLER_QUORUM_VOTERS", "1@" + controller);
        all.put("KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER");
        all.put("KAFKA_INTER_BROKER_LISTENER_NAME", "BROKER");
        all.put("KAFKA_LISTENER_SECURITY_PROTOCOL_MAP", "BROKER:SSL,CONTROLLER:SSL");
        all.put("KAFKA_LISTENERS", "BROKER://:" + ports.kafka() + ",CONTROLLER://" + controller);
        all.put("KAFKA_ADVERTISED_LISTENERS", "BROKER://localhost:" + ports.kafka());
        all.put("KAFKA_SSL_CLIENT_AUTH", "required");
        all.put("KAFKA_SSL_KEYSTORE_TYPE", "PEM");
        all.put("KAFKA_SSL_KEYSTORE_LOCATION", KEYS);
        all.put("KAFKA_SSL_TRUSTSTORE_TYPE", "PEM");
        all.put("KAFKA_SSL_TRUSTSTORE_LOCATION", AUTHORITY);
        all.put("KAFKA_SSL_PRINCIPAL_MAPPING_RULES", "RULE:^CN=([^,]+).*$/$1/");
        all.put(
                "KAFKA_AUTHORIZER_CLASS_NAME",
                "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        all.put("KAFKA_ALLOW_EVERYONE_IF_NO_ACL_FOUND", "false");
        all.put("KAFKA_SUPER_USERS", "User:kafka;User:operator");
        all.put("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
        all.put("KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS", "2");
        all.put("KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", "1");
        all.put("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "1");
        all.put("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "1");
        all.put("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0");
        all.put("KAFKA_LOG_CLEANER_DEDUPE_BUFFER_SIZE", "2097152");
        all.put("KAFKA_LOG_CLEANER_IO_BUFFER_SIZE", "65536");
        all.put("KAFKA_HEAP_OPTS", "-Xms24m -Xmx128m");
        return all;
    }

    @Override
    public void close() {
        container.stop();
    }
}
