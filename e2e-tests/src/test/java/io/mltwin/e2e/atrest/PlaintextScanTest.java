package io.mltwin.e2e.atrest;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.e2e.tokens.TokenInspection;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.signin.Forgery;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Nothing that is planted can be found in what the platform keeps: data folder, databases, topics,
 * logs, calls and traces; nor can a token that was shown to the services for inspection. And the
 * scan that says so finds a plaintext that lies there.
 */
@OnlyOn(
        value = Target.PROCESSES,
        because = "it reads databases as the superuser and the data folder; ContainerKillTest looks into the volumes")
@TestInstance(Lifecycle.PER_CLASS)
@Isolated("it reads everything that is stored")
class PlaintextScanTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();

    private final Map<String, String> inTheOpen = new HashMap<>();
    private PlaintextScan scan;
    private Needle inspected;
    private int texts;

    /**
     * One look at everything, for the planted ones, the inspected token, and texts that do lie in
     * the open.
     */
    @BeforeAll
    void lookOnce() throws Exception {
        List<Needle> needles = new ArrayList<>(new Plants(PLATFORM).plant());
        texts = needles.size();
        inspected = inspectedToken();
        needles.add(inspected);
        List<Runnable> away = new ArrayList<>();
        try {
            for (Arguments place : places().toList()) {
                String where = (String) place.get()[0];
                String text = "in-the-open-" + UUID.randomUUID();
                Needle needle = Needle.of("the text in " + where, text);
                needles.add(needle);
                inTheOpen.put(where, needle.what());
                away.add(((Place) place.get()[1]).put(text));
            }
            scan = new PlaintextScan(needles);
            new StoredData(PLATFORM).showAll(scan);
        } finally {
            away.forEach(Runnable::run);
        }
        System.out.printf("[scan] %d MB, %d texts%n", scan.bytes() >> 20, needles.size());
    }

    @Test
    void nothingPlantedIsFound() {
        assertThat(texts).as("texts that were looked for").isGreaterThanOrEqualTo(50);
        assertThat(scan.bytes()).as("what was looked at").isGreaterThan(10_000_000);
        assertThat(scan.found())
                .filteredOn(found -> inTheOpen.values().stream().noneMatch(found::endsWith))
                .isEmpty();
    }

    /** The signature of a token that every service has inspected. */
    private static Needle inspectedToken() throws Exception {
        String token = Forgery.foreignIssuer(PLATFORM.azure().token("owner", "https://management.azure.com"));
        for (PlatformService service : PlatformService.values()) {
            assertThat(new TokenInspection(PLATFORM, service).everywhere(token)).isNotEmpty();
        }
        String signature = token.substring(token.lastIndexOf('.') + 1);
        return Needle.of("the signature of an inspected token", signature.substring(10, 50));
    }

    @Test
    void anInspectedTokenLiesNowhere() {
        assertThat(scan.found()).noneMatch(found -> found.endsWith(inspected.what()));
    }

    /** Where a text lies in the open, and how to take it away again. */
    interface Place {
        Runnable put(String text) throws Exception;
    }

    static Stream<Arguments> places() {
        return Stream.of(
                Arguments.of("a file", (Place) text -> file("plain", bytes(text))),
                Arguments.of("a compressed file", (Place) text -> file("gzip", gzip(text))),
                Arguments.of("a file, in hexadecimal", (Place)
                        text -> file("hex", bytes(HexFormat.of().formatHex(bytes(text))))),
                Arguments.of("a file, in Base64", (Place)
                        text -> file("base64", Base64.getEncoder().encode(bytes("x" + text + "yz")))),
                Arguments.of("a log", (Place) PlaintextScanTest::log),
                Arguments.of("a long row, which the server compresses", (Place)
                        text -> row("text", (" ".repeat(100_000) + text))),
                Arguments.of("a row of bytes", (Place) text -> row("bytea", bytes(text))),
                Arguments.of("a topic", (Place) PlaintextScanTest::topic));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("places")
    void whatLiesInTheOpenIsFound(String where, Place place) {
        assertThat(scan.found()).as(where).anyMatch(found -> found.endsWith(inTheOpen.get(where)));
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

    private static Runnable file(String name, byte[] content) throws IOException {
        Path file = PLATFORM.platform().folder().dataOf("scoring").resolve("in-the-open-" + name);
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
        String table = "in_the_open_" + type;
        execute("create table " + table + " (content " + type + ")");
        try (Connection connection = PLATFORM.platform().postgres().connect("postgres");
                PreparedStatement insert = connection.prepareStatement("insert into " + table + " values (?)")) {
            insert.setObject(1, value);
            insert.executeUpdate();
        }
        return () -> execute("drop table " + table);
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
