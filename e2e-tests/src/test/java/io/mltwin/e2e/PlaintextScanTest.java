package io.mltwin.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Nothing that is planted can be found in what the platform keeps: data folder, databases, topics,
 * logs, calls and traces. And the scan that says so finds a plaintext that lies there.
 */
class PlaintextScanTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();

    @TempDir static Path folder;

    @Test
    void nothingPlantedIsFound() throws Exception {
        List<Needle> needles = new Plants(PLATFORM).plant(folder);
        assertThat(Planted.values()).hasSizeGreaterThanOrEqualTo(20);
        PlaintextScan scan = new PlaintextScan(needles);

        new StoredData(PLATFORM).showAll(scan);

        assertThat(scan.found()).isEmpty();
        assertThat(scan.bytes()).as("what was looked at").isGreaterThan(10_000_000);
    }

    /** Where a text lies in the open, and how to take it away again. */
    interface Place {
        Runnable put(String text) throws Exception;
    }

    static Stream<Arguments> places() {
        return Stream.of(
                Arguments.of("a file", (Place) text -> file(bytes(text))),
                Arguments.of("a compressed file", (Place) text -> file(gzip(text))),
                Arguments.of(
                        "a file, in hexadecimal",
                        (Place) text -> file(bytes(HexFormat.of().formatHex(bytes(text))))),
                Arguments.of(
                        "a file, in Base64",
                        (Place) text -> file(Base64.getEncoder().encode(bytes("x" + text + "yz")))),
                Arguments.of("a log", (Place) PlaintextScanTest::log),
                Arguments.of(
                        "a long row, which the server compresses",
                        (Place) text -> row("text", (" ".repeat(100_000) + text))),
                Arguments.of("a row of bytes", (Place) text -> row("bytea", bytes(text))),
                Arguments.of("a topic", (Place) PlaintextScanTest::topic));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("places")
    void whatLiesInTheOpenIsFound(String where, Place place) throws Exception {
        String text = "in-the-open-" + UUID.randomUUID();
        PlaintextScan scan = new PlaintextScan(List.of(Needle.of("a text in the open", text)));
        Runnable away = place.put(text);
        try {
            new StoredData(PLATFORM).showAll(scan);
        } finally {
            away.run();
        }

        assertThat(scan.found()).as(where).isNotEmpty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(bytes(text));
        }
        return out.toByteArray();
    }

    private static Runnable file(byte[] content) throws IOException {
        Path file = PLATFORM.platform().folder().dataOf("scoring").resolve("in-the-open");
        Files.write(file, content);
        return () -> delete(file);
    }

    private static Runnable log(String text) throws IOException {
        Path file = PLATFORM.platform().folder().log("in-the-open");
        Files.writeString(file, "INFO the text is " + text);
        return () -> delete(file);
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Runnable row(String type, Object value) throws Exception {
        execute("create table in_the_open (content " + type + ")");
        try (Connection connection = PLATFORM.platform().postgres().connect("postgres");
                PreparedStatement insert =
                        connection.prepareStatement("insert into in_the_open values (?)")) {
            insert.setObject(1, value);
            insert.executeUpdate();
        }
        return () -> execute("drop table in_the_open");
    }

    private static void execute(String statement) {
        try (Connection connection = PLATFORM.platform().postgres().connect("postgres");
                Statement prepared = connection.createStatement()) {
            prepared.execute(statement);
        } catch (java.sql.SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Runnable topic(String text) throws Exception {
        Properties settings = PLATFORM.platform().kafka().clientProperties("operator");
        try (Admin admin = Admin.create(settings)) {
            admin.createTopics(List.of(new NewTopic("in-the-open", 1, (short) 1)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("in-the-open", text)).get(30, TimeUnit.SECONDS);
        }
        return () -> {
            try (Admin admin = Admin.create(settings)) {
                admin.deleteTopics(List.of("in-the-open"));
            }
        };
    }
}
