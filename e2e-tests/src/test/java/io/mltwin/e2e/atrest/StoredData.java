package io.mltwin.e2e.atrest;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.client.PlatformClient.Call;
import io.mltwin.local.client.PlatformClient.Reply;
import io.mltwin.local.layout.PlatformService;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Everything a running platform keeps, shown to a scan: files with the logs, every row of every
 * database, every record of every topic, and what the services tell about calls. The one class to
 * replace where a platform's data lies elsewhere.
 */
final class StoredData {
    private static final Duration POLL = Duration.ofSeconds(2);

    /** SQL states of a table and of a schema that is not there. */
    private static final Set<String> DROPPED = Set.of("42P01", "3F000");

    private final TestPlatform platform;

    StoredData(TestPlatform platform) {
        this.platform = platform;
    }

    void showAll(PlaintextScan scan) throws Exception {
        files(scan);
        tables(scan);
        topics(scan);
        calls(scan);
    }

    /**
     * The data folder without {@code private/} and {@code ca/}: those are the place of keys and
     * passwords by design, each readable by its owner only, and given to nobody else.
     */
    private void files(PlaintextScan scan) throws IOException {
        Path root = platform.platform().folder().root();
        for (Path file : filesBelow(root)) {
            String name = root.relativize(file).toString();
            if (!name.startsWith("private/") && !name.startsWith("ca/")) {
                byte[] content = read(file);
                scan.look(name, content);
                scan.look(name + " (unpacked)", unpacked(content));
            }
        }
    }

    /** Other tests delete what they have made meanwhile: what is gone is not looked at. */
    private static List<Path> filesBelow(Path root) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
                if (failure == null || failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
        return files;
    }

    /** What a file compressed with gzip holds, such as a layer of an image; nothing of others. */
    private static byte[] unpacked(byte[] content) {
        if (content.length < 3 || content[0] != 0x1f || content[1] != (byte) 0x8b) {
            return new byte[0];
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(content))) {
            return in.readAllBytes();
        } catch (IOException noGzip) {
            return new byte[0]; // two bytes of ciphertext that look like its beginning
        }
    }

    private static byte[] read(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException gone) {
            return new byte[0]; // a file of a running database
        }
    }

    /** Row by row as text: what the server had compressed is shown as it was written. */
    private void tables(PlaintextScan scan) throws SQLException, IOException {
        for (String database : column("postgres", "select datname from pg_database where datallowconn")) {
            for (String table : column(
                    database,
                    "select format('%I.%I', schemaname, tablename) from pg_tables"
                            + " where schemaname <> 'information_schema'")) {
                for (String row : rows(database, table)) {
                    scan.look(database + " " + table, row.getBytes(StandardCharsets.UTF_8));
                }
            }
        }
    }

    /** None of a table that has been dropped meanwhile, as with a workspace's run history. */
    private List<String> rows(String database, String table) throws SQLException, IOException {
        try {
            return column(database, "select t::text from " + table + " t");
        } catch (SQLException e) {
            if (DROPPED.contains(e.getSQLState())) {
                return List.of();
            }
            throw e;
        }
    }

    private List<String> column(String database, String query) throws SQLException, IOException {
        List<String> values = new ArrayList<>();
        try (Connection connection = platform.platform().postgres().connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    private void topics(PlaintextScan scan) {
        Properties settings = platform.platform().kafka().clientProperties("operator");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            for (Map.Entry<String, List<PartitionInfo>> topic :
                    consumer.listTopics().entrySet()) {
                List<TopicPartition> partitions = topic.getValue().stream()
                        .map(one -> new TopicPartition(one.topic(), one.partition()))
                        .toList();
                consumer.assign(partitions);
                consumer.seekToBeginning(partitions);
                Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
                while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                    show(scan, consumer.poll(POLL));
                }
            }
        }
    }

    private static void show(PlaintextScan scan, ConsumerRecords<byte[], byte[]> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            String where = "topic " + record.topic();
            if (record.key() != null) {
                scan.look(where, record.key());
            }
            if (record.value() != null) {
                scan.look(where, record.value());
            }
            for (Header header : record.headers()) {
                scan.look(where, header.value());
            }
        }
    }

    /** What each service tells its administrator about the calls it received, and the traces. */
    private void calls(PlaintextScan scan) throws IOException {
        String token = platform.tokens().administrator();
        for (PlatformService service : PlatformService.values()) {
            Reply calls = ask(service, "/_mltwin/calls", token);
            if (!calls.succeeded()) {
                throw new IOException(service + " does not tell its calls: " + calls.status());
            }
            look(scan, service + " /_mltwin/calls", calls.body());
        }
        // spans are rows of telemetry's database as well, so all are seen; this is how they are
        // told
        Reply traces = ask(PlatformService.TELEMETRY, "/_mltwin/traces", token);
        if (traces.succeeded()) {
            look(scan, "TELEMETRY /_mltwin/traces", traces.body());
        }
    }

    private Reply ask(PlatformService service, String path, String token) throws IOException {
        return platform.client()
                .send(Call.of("GET", platform.port(service), path).as(token));
    }

    private static void look(PlaintextScan scan, String where, JsonNode told) {
        scan.look(where, told.toString().getBytes(StandardCharsets.UTF_8));
    }
}
