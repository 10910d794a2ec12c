package io.mltwin.e2e.platform;

import static org.awaitility.Awaitility.await;

import io.mltwin.local.Platform;
import io.mltwin.local.client.PlatformClient;
import io.mltwin.local.kafka.KafkaPart;
import io.mltwin.local.layout.Checkout;
import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.layout.PlatformSettings;
import io.mltwin.local.postgres.PostgresPart;
import io.mltwin.local.process.PidFile;
import io.mltwin.local.process.Progress;
import io.mltwin.local.trust.OperatorCredentials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** PostgreSQL, Kafka and the services as processes on free ports, with an empty data folder. */
final class ProcessPlatform implements RunningPlatform {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Platform platform;

    private ProcessPlatform(Platform platform) {
        this.platform = platform;
    }

    static ProcessPlatform start(Checkout checkout) throws IOException, InterruptedException {
        Path data = Files.createTempDirectory("mltwin-e2e-");
        Platform platform = Platform.builder(data)
                .checkout(checkout.root())
                .freePorts()
                .ephemeral(true)
                .setting("mltwin.python.index", WheelServer.start())
                .progress(Progress.toStandardOutput())
                .prepare();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(platform)));
        platform.start();
        return new ProcessPlatform(platform);
    }

    private static void close(Platform platform) {
        LoggedErrors.print(platform.folder().logs(), System.out);
        try {
            platform.close();
        } catch (IOException e) {
            System.err.println("The platform did not stop: " + e.getMessage());
        }
    }

    @Override
    public DataFolder folder() {
        return platform.folder();
    }

    @Override
    public PlatformSettings settings() {
        return platform.settings();
    }

    @Override
    public OperatorCredentials credentials() {
        return platform.credentials();
    }

    @Override
    public PlatformClient client() {
        return platform.client();
    }

    @Override
    public PostgresPart postgres() {
        return platform.postgres();
    }

    @Override
    public KafkaPart kafka() {
        return platform.kafka();
    }

    @Override
    public String databaseAddress() {
        return "localhost:" + platform.settings().ports().postgres();
    }

    @Override
    public String brokerAddress() {
        return "localhost:" + platform.settings().ports().kafka();
    }

    @Override
    public void kill(String part) {
        ProcessHandle process = running(part).orElseThrow(() -> new AssertionError(part + " is not running"));
        process.destroyForcibly();
        await().atMost(PATIENCE).until(() -> !process.isAlive());
    }

    private Optional<ProcessHandle> running(String part) {
        return PidFile.read(folder().pid(part)).filter(PidFile::alive).flatMap(file -> ProcessHandle.of(file.pid()));
    }

    @Override
    public boolean answers(String part) {
        return switch (part) {
            case "postgres" -> postgres().answers();
            case "kafka" -> kafka().answers();
            default -> client().ready(settings().ports().of(PlatformService.of(part)));
        };
    }

    @Override
    public String lifeOf(PlatformService service) {
        return running(service.key())
                .map(life -> life.pid() + " " + life.info().startInstant().orElseThrow())
                .orElse("none");
    }

    @Override
    public List<String> containersWith(String text) {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(command -> command.contains(text))
                .toList();
    }

    @Override
    public boolean hasOwnProcess(PlatformService service) {
        String configuration = folder().privateOf(service.key()) + "/service.properties";
        return ProcessHandle.allProcesses()
                        .map(process -> process.info().commandLine().orElse(""))
                        .filter(command -> command.contains(configuration))
                        .filter(command -> command.contains(service.module() + "-runner.jar"))
                        .count()
                == 1;
    }

    @Override
    public List<String> select(PlatformService database, String sql) throws Exception {
        try (Connection connection = postgres().connect(database.key());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    @Override
    public List<String> placesOnDisk(List<String> texts) throws IOException {
        List<String> found = new ArrayList<>();
        Path root = folder().root();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(path -> !path.toString().contains("/private/operator/"))
                    .toList()) {
                String content = read(file);
                for (String text : texts) {
                    if (content.contains(text)) {
                        found.add(root.relativize(file) + " holds '" + shortened(text) + "'");
                    }
                }
            }
        }
        return found;
    }

    @Override
    public long reset() throws IOException, InterruptedException {
        return platform.reset();
    }

    @Override
    public ScriptPlace scriptPlace() throws IOException {
        return new ProcessScriptPlace(
                folder().dataOf(PlatformService.COMPUTE.key()).resolve("nodes"), "scripts-" + UUID.randomUUID());
    }

    @Override
    public List<String> processesWith(String text) {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(line -> line.contains(text))
                .toList();
    }

    /** Enough of a text to know which, not all of a secret. */
    static String shortened(String text) {
        return text.substring(0, Math.min(10, text.length())) + "…";
    }

    private static String read(Path file) throws IOException {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException gone) {
            return ""; // a file of a running database
        }
    }
}
