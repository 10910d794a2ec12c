package io.mltwin.local.kafka;

import io.mltwin.local.kafka.BrokerSettings.BrokerProviders;
import io.mltwin.local.kafka.BrokerSettings.ClusterId;
import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.process.Java;
import io.mltwin.local.process.LogTail;
import io.mltwin.local.process.Part;
import io.mltwin.local.trust.TrustMaterial;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Kafka 4.1 of the platform's own: KRaft, one node, clients known by their TLS certificates,
 * every right an ACL.
 */
public final class KafkaPart implements Part {
    private static final int FORMAT_SECONDS = 600;
    private static final int CONNECT_MILLIS = 500;
    private static final List<String> FLAGS = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:+UseSerialGC",
            "-Xms24m",
            "-Xmn8m",
            "-Xmx128m",
            "-XX:MinHeapFreeRatio=10",
            "-XX:MaxHeapFreeRatio=20",
            "-Xss512k",
            "-XX:-UsePerfData",
            "-XX:MaxDirectMemorySize=64m",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-Dorg.slf4j.simpleLogger.log.kafka.server.KafkaRaftServer=info",
            "-Dorg.slf4j.simpleLogger.showDateTime=true",
            "-Dlog4j2.loggerContextFactory=org.apache.logging.log4j.simple.SimpleLoggerContextFactory",
            "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
            "-Djava.awt.headless=true");

    private final DataFolder folder;
    private final int port;
    private final int controllerPort;
    private final Path jars;
    private final List<String> archive;

    public KafkaPart(DataFolder folder, int port, int controllerPort, Path jars) {
        this.folder = folder;
        this.port = port;
        this.controllerPort = controllerPort;
        this.jars = jars;
        this.archive = KafkaArchive.use(jars);
    }

    /** A broker that writes the classes it has loaded into {@code archive} when it ends. */
    KafkaPart(DataFolder folder, int port, int controllerPort, Path jars, Path archive) {
        this.folder = folder;
        this.port = port;
        this.controllerPort = controllerPort;
        this.jars = jars;
        this.archive = List.of("-XX:ArchiveClassesAtExit=" + archive);
    }

    @Override
    public String name() {
        return TrustMaterial.KAFKA;
    }

    @Override
    public int port() {
        return port;
    }

    private Path logs() {
        return folder.dataOf(name());
    }

    @Override
    public void prepare() throws IOException, InterruptedException {
        Files.writeString(securityProperties(), BrokerProviders.text());
        Files.writeString(Path.of(marker()), new BrokerSettings(folder, port, controllerPort).text(logs()));
        if (!Files.exists(logs().resolve("meta.properties"))) {
            format();
        }
    }

    private Path securityProperties() {
        return folder.privateOf(name()).resolve("java.security");
    }

    /** Formats the log folder once, as every KRaft server must be before its first start. */
    private void format() throws IOException, InterruptedException {
        DataFolder.createPrivate(logs());
        List<String> command = java();
        command.removeIf(flag -> flag.startsWith("-XX:ArchiveClassesAtExit"));
        command.addAll(List.of(
                "kafka.tools.StorageTool",
                "format",
                "--cluster-id",
                ClusterId.of(folder.root()),
                "--config",
                marker(),
                "--ignore-formatted"));
        Process format = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.log(name()).toFile()))
                .start();
        boolean ended = format.waitFor(FORMAT_SECONDS, TimeUnit.SECONDS);
        if (!ended || format.exitValue() != 0) {
            format.destroyForcibly();
            throw new IOException("its log folder could not be formatted"
                    + (ended ? ": " : " within " + FORMAT_SECONDS + " s: ")
                    + String.join(" | ", LogTail.causes(folder.log(name()), 0)));
        }
    }

    private List<String> java() throws IOException {
        List<String> command = new ArrayList<>(List.of(Java.executable().toString()));
        command.addAll(FLAGS);
        command.addAll(Java.quietNatives());
        command.addAll(archive);
        command.addAll(List.of("-cp", classPath()));
        return command;
    }

    /** The class path is spelled out: the order that "*" gives is the file system's. */
    private String classPath() throws IOException {
        try (Stream<Path> files = Files.list(jars)) {
            return files.map(Path::toString).sorted().collect(Collectors.joining(":"));
        }
    }

    @Override
    public ProcessBuilder command() throws IOException {
        List<String> command = java();
        command.add(1, "-Djava.security.properties=" + securityProperties());
        command.addAll(List.of("kafka.Kafka", marker()));
        ProcessBuilder builder = new ProcessBuilder(command).directory(logs().toFile());
        Java.cleanEnvironment(builder.environment());
        return builder;
    }

    @Override
    public String marker() {
        return folder.privateOf(name()).resolve("server.properties").toString();
    }

    @Override
    public boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            // Not listening yet: asked again.
            return false;
        }
    }

    @Override
    public void provision() throws IOException, InterruptedException {
        new TopicAccess(
                        clientProperties(TrustMaterial.OPERATOR),
                        folder.privateOf(name()).resolve("access"))
                .ensure();
    }

    /** Returns the properties with which a Kafka client connects as a service, or as the operator. */
    public Properties clientProperties(String part) {
        Properties properties = new Properties();
        properties.setProperty("bootstrap.servers", bootstrapServers());
        properties.setProperty("security.protocol", "SSL");
        properties.setProperty("ssl.truststore.type", "PEM");
        properties.setProperty("ssl.truststore.location", folder.caCertificate().toString());
        properties.setProperty("ssl.keystore.type", "PEM");
        properties.setProperty(
                "ssl.keystore.location",
                folder.privateOf(part).resolve("kafka.pem").toString());
        return properties;
    }

    public String bootstrapServers() {
        return "localhost:" + port;
    }
}
