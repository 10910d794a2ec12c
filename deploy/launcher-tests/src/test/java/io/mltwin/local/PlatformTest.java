package io.mltwin.local;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mltwin.local.layout.RefusalException;
import io.mltwin.local.process.PidFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A real PostgreSQL and a real Kafka, as a platform starts them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlatformTest {
    @TempDir
    private static Path root;

    private Platform platform;

    @BeforeAll
    void start() throws Exception {
        platform = Platform.builder(root.resolve("data"))
                .infrastructureOnly()
                .freePorts()
                .start();
    }

    @AfterAll
    void stop() throws IOException {
        platform.close();
    }

    @Test
    void postgresRefusesAConnectionWithoutAPassword() {
        SQLException refusal = assertThrows(
                SQLException.class,
                () -> DriverManager.getConnection(platform.postgres().url("identity") + "?user=identity")
                        .close());
        assertTrue(refusal.getMessage().contains("password"), refusal.getMessage());
    }

    @Test
    void postgresRefusesAWrongPassword() {
        SQLException refusal = assertThrows(
                SQLException.class,
                () -> DriverManager.getConnection(platform.postgres().url("identity"), "identity", "wrong")
                        .close());
        assertEquals("28P01", refusal.getSQLState());
    }

    @Test
    void aServiceOwnsItsDatabaseAndReachesNoOther() throws Exception {
        try (Connection own = connect("identity", "identity");
                Statement statement = own.createStatement()) {
            statement.execute("CREATE TABLE probe (id int)");
        }
        SQLException refusal = assertThrows(
                SQLException.class, () -> connect("identity", "keyvault").close());
        assertEquals("42501", refusal.getSQLState());
    }

    @Test
    void passwordsAreStoredAsScramAndCommitsAreDurable() throws Exception {
        try (Connection connection = platform.postgres().connect("postgres")) {
            assertEquals(
                    "7", single(connection, "SELECT count(*) FROM pg_authid WHERE rolpassword LIKE 'SCRAM-SHA-256$%'"));
            assertEquals("on", single(connection, "SHOW fsync"));
        }
    }

    @Test
    void kafkaRefusesAClientWithoutACertificate() {
        Properties properties = platform.kafka().clientProperties("telemetry");
        properties.keySet().removeIf(key -> key.toString().startsWith("ssl.keystore"));
        properties.setProperty("default.api.timeout.ms", "3000");
        properties.setProperty("request.timeout.ms", "2000");
        try (Admin admin = Admin.create(properties)) {
            assertThrows(
                    ExecutionException.class, () -> admin.listTopics().names().get());
        }
    }

    @Test
    void aTopicIsMadeByTelemetryAndWrittenByThoseWhoMay() throws Exception {
        try (Admin telemetry = Admin.create(platform.kafka().clientProperties("telemetry"))) {
            telemetry
                    .createTopics(List.of(new NewTopic("scoring-requests", 1, (short) 1)))
                    .all()
                    .get();
        }
        send("scoring");
        ExecutionException refusal = assertThrows(ExecutionException.class, () -> send("identity"));
        assertInstanceOf(AuthorizationException.class, refusal.getCause());
    }

    @Test
    void noOtherClientMakesTopics() {
        try (Admin scoring = Admin.create(platform.kafka().clientProperties("scoring"))) {
            ExecutionException refusal = assertThrows(
                    ExecutionException.class,
                    () -> scoring.createTopics(List.of(new NewTopic("mine", 1, (short) 1)))
                            .all()
                            .get());
            assertInstanceOf(AuthorizationException.class, refusal.getCause());
        }
    }

    @Test
    void aSecondPlatformOnTheSameFolderIsRefused() {
        RefusalException refusal = assertThrows(
                RefusalException.class,
                () -> Platform.builder(root.resolve("data"))
                        .infrastructureOnly()
                        .start());
        assertTrue(refusal.getMessage().contains("running already"), refusal.getMessage());
    }

    @Test
    void aKilledDatabaseComesBackWithAllThatWasCommitted() throws Exception {
        try (Connection connection = connect("workspace", "workspace");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE kept (id int)");
            statement.execute("INSERT INTO kept VALUES (1), (2)");
        }
        PidFile before = PidFile.read(platform.folder().pid("postgres")).orElseThrow();
        ProcessHandle.of(before.pid()).orElseThrow().destroyForcibly();
        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(
                        () -> {
                            try (Connection connection = connect("workspace", "workspace")) {
                                return single(connection, "SELECT count(*) FROM kept");
                            }
                        },
                        "2"::equals);
    }

    @Test
    void noSecretIsInALogOrOnACommandLine() throws IOException {
        String password = platform.postgres().password("identity");
        String administrator = platform.credentials().administrator().secret();
        try (Stream<Path> logs = Files.list(platform.folder().logs())) {
            for (Path log : logs.toList()) {
                String text = Files.readString(log);
                assertFalse(text.contains(password) || text.contains(administrator), log.toString());
            }
        }
        ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .forEach(line -> assertFalse(line.contains(password) || line.contains(administrator)));
    }

    private Connection connect(String user, String database) throws SQLException, IOException {
        return DriverManager.getConnection(
                platform.postgres().url(database), user, platform.postgres().password(user));
    }

    private static String single(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getString(1);
        }
    }

    private void send(String service) throws ExecutionException, InterruptedException {
        Properties properties = platform.kafka().clientProperties(service);
        properties.putAll(Map.of("enable.idempotence", "true", "max.block.ms", "10000"));
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("scoring-requests", "key", "value"))
                    .get();
        }
    }
}
