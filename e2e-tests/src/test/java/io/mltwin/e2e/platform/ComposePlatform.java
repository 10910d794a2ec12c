package io.mltwin.e2e.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mltwin.local.client.PlatformClient;
import io.mltwin.local.compose.ComposeProject;
import io.mltwin.local.compose.ComposeProject.Outcome;
import io.mltwin.local.layout.Checkout;
import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.layout.PlatformSettings;
import io.mltwin.local.process.Progress;
import io.mltwin.local.reset.PlatformReset;
import io.mltwin.local.seed.Fixture;
import io.mltwin.local.seed.Seeding;
import io.mltwin.local.trust.CredentialsFile;
import io.mltwin.local.trust.OperatorCredentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The containers of docker-compose.yml: those of the project that COMPOSE_PROJECT_NAME names if
 * they run, brought back to the fixture; else a project of this run's own with empty volumes, which
 * is taken down at the end.
 */
public final class ComposePlatform implements RunningPlatform {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SCORING_HOSTS = "scoring-hosts";
    private static final String COMPUTE_NODES = "compute-nodes";
    private static final String STARTED = "{{.State.StartedAt}}";
    private static final String POSTGRES_DATA = "/var/lib/postgresql/data";
    private static final String KAFKA_DATA = "/var/lib/kafka/data";

    private final ComposeProject project;
    private final DataFolder folder;
    private final PlatformSettings settings;

    private ComposePlatform(ComposeProject project) throws IOException {
        this.project = project;
        this.folder = new DataFolder(Files.createTempDirectory("mltwin-e2e-compose-"));
        this.settings = project.fetch(folder);
        WheelServer.startIn(project);
    }

    /** The containers. */
    public ComposeProject project() {
        return project;
    }

    static ComposePlatform start(Checkout checkout) throws IOException, InterruptedException {
        ComposeProject named = new ComposeProject(checkout.root());
        if (System.getenv("COMPOSE_PROJECT_NAME") != null && named.runs()) {
            ComposePlatform running = new ComposePlatform(named);
            running.reset();
            return running;
        }
        ComposeProject own = new ComposeProject(
                checkout.root(), "mltwin-e2e-" + ProcessHandle.current().pid());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> down(own)));
        if (own.show(List.of("up", "--wait")) != 0) {
            own.show(List.of("logs", "--tail", "30"));
            throw new IllegalStateException("The containers did not come up: see the lines above. A Docker engine is"
                    + " needed, and ports 8441 to 8446 of 127.0.0.1 must be free.");
        }
        return new ComposePlatform(own);
    }

    private static void down(ComposeProject project) {
        try {
            project.show(List.of("down", "--volumes", "--rmi", "local"));
        } catch (IOException e) {
            System.err.println("The containers were not taken down: " + e.getMessage());
        }
    }

    @Override
    public DataFolder folder() {
        return folder;
    }

    @Override
    public PlatformSettings settings() {
        return settings;
    }

    @Override
    public OperatorCredentials credentials() {
        try {
            return new CredentialsFile(folder).read();
        } catch (IOException e) {
            throw new IllegalStateException("The credentials cannot be read", e);
        }
    }

    @Override
    public PlatformClient client() {
        return new PlatformClient(folder);
    }

    @Override
    public String databaseAddress() throws IOException {
        return address("postgres") + ":5432";
    }

    @Override
    public String brokerAddress() throws IOException {
        return address("kafka") + ":9092";
    }

    /** A command in a service's container, as the service's user. */
    public Outcome exec(PlatformService service, String... command) throws IOException {
        return project.exec(service.module(), command);
    }

    /** A command in the container where web services run, as its root. */
    public Outcome execInWebServices(String... command) throws IOException {
        return project.exec(SCORING_HOSTS, command);
    }

    /** A command in the container where training scripts run, as its root. */
    public Outcome execInScripts(String... command) throws IOException {
        return project.exec(COMPUTE_NODES, command);
    }

    /** Ends the container where training scripts run with all in it; returns when it is back. */
    public void killComputeNodes() throws IOException {
        String started = inspect(COMPUTE_NODES, STARTED);
        project.exec(COMPUTE_NODES, "sh", "-c", "kill -9 -1");
        await().atMost(PATIENCE)
                .until(() -> !inspect(COMPUTE_NODES, STARTED).equals(started)
                        && inspect(COMPUTE_NODES, "{{.State.Health.Status}}").equals("healthy"));
    }

    private static String container(String part) {
        return switch (part) {
            case "postgres", "kafka", COMPUTE_NODES -> part;
            default -> PlatformService.of(part).module();
        };
    }

    /** The container's own address: nothing of it is published. */
    private String address(String part) throws IOException {
        return inspect(part, "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}");
    }

    private String inspect(String part, String format) throws IOException {
        Outcome id = project.compose(List.of("ps", "--all", "--quiet", container(part)));
        Outcome answer = ComposeProject.docker(
                List.of("inspect", "--format", format, id.text().strip()));
        assertThat(answer.exitCode()).as(part).isZero();
        return answer.text().strip();
    }

    @Override
    public void kill(String part) {
        try {
            String started = inspect(part, STARTED);
            if (container(part).equals(part)) {
                // The engine starts again what ended by itself, not what it was told to kill.
                project.compose(List.of("kill", part));
                project.compose(List.of("start", part));
            } else {
                // The exit code is that of a shell whose container ended under it.
                project.exec(container(part), "sh", "-c", "kill -9 $(cat /tmp/service.pid)");
            }
            await().atMost(PATIENCE).until(() -> !inspect(part, STARTED).equals(started));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean answers(String part) throws IOException {
        return container(part).equals(part)
                ? inspect(part, "{{.State.Health.Status}}").equals("healthy")
                : client().ready(settings.ports().of(PlatformService.of(part)));
    }

    @Override
    public String lifeOf(PlatformService service) throws IOException {
        return inspect(service.key(), "{{.Id}} " + STARTED + " {{.RestartCount}}");
    }

    @Override
    public List<String> containersWith(String text) throws IOException {
        Outcome all = execInWebServices(
                "sh", "-c", "for f in /proc/[0-9]*/cmdline; do tr '\\0' ' ' < $f 2>/dev/null; echo;" + " done");
        return all.text()
                .lines()
                .filter(line -> line.contains(text) && !line.contains("/cmdline"))
                .toList();
    }

    @Override
    public boolean hasOwnProcess(PlatformService service) throws IOException {
        Outcome command =
                project.exec(service.module(), "sh", "-c", "tr '\\0' ' ' < /proc/$(cat /tmp/service.pid)/cmdline");
        return command.exitCode() == 0 && command.text().contains("/mltwin/private/" + service.key() + "/");
    }

    @Override
    public List<String> select(PlatformService database, String sql) throws IOException {
        String psql = "PGPASSWORD=$(cat /mltwin/private/postgres/database.password)"
                + " psql -h 127.0.0.1 -U mltwin -d \"$1\" -At -c \"$2\"";
        Outcome answer = project.exec("postgres", "sh", "-c", psql, "sh", database.key(), sql);
        assertThat(answer.exitCode()).as(answer.text()).isZero();
        return answer.text().lines().toList();
    }

    @Override
    public List<String> placesOnDisk(List<String> texts) throws IOException {
        List<String> found = new ArrayList<>();
        for (String text : texts) {
            for (PlatformService service : PlatformService.values()) {
                found.addAll(holding(
                        text,
                        List.of(service.module()),
                        "/mltwin/data/" + service.key(),
                        "/mltwin/private/" + service.key(),
                        "/mltwin/trust"));
            }
            found.addAll(holding(text, List.of("--user", "postgres", "postgres"), POSTGRES_DATA));
            found.addAll(holding(text, List.of("kafka"), KAFKA_DATA));
            found.addAll(holding(text, List.of(COMPUTE_NODES), "/mltwin/nodes", "/mltwin/private"));
        }
        String logs = project.compose(List.of("logs", "--no-color")).text();
        texts.stream()
                .filter(logs::contains)
                .forEach(text -> found.add("a log holds '" + ProcessPlatform.shortened(text)));
        return found;
    }

    @Override
    public long reset() throws IOException, InterruptedException {
        Fixture fixture = Fixture.read(Checkout.find().fixture(), settings.base());
        OperatorCredentials credentials = credentials();
        return new PlatformReset(
                        client(),
                        settings,
                        credentials,
                        new Seeding(fixture, credentials, settings, client(), folder),
                        folder,
                        Progress.toStandardOutput())
                .run();
    }

    @Override
    public ScriptPlace scriptPlace() throws IOException {
        return new ContainerScriptPlace(project, "scripts-" + UUID.randomUUID());
    }

    @Override
    public List<String> processesWith(String text) throws IOException {
        Outcome all = execInScripts(
                "sh", "-c", "for f in /proc/[0-9]*/cmdline; do tr '\\0' ' ' < $f 2>/dev/null; echo; done");
        return all.text()
                .lines()
                .filter(line -> line.contains(text) && !line.contains("/cmdline"))
                .toList();
    }

    private List<String> holding(String text, List<String> container, String... folders) throws IOException {
        List<String> command = new ArrayList<>(List.of("exec", "-T"));
        command.addAll(container);
        command.addAll(List.of("grep", "-rlsF", "-e", text));
        command.addAll(List.of(folders));
        Outcome grep = project.compose(command);
        // 2: a file of a running database went away meanwhile
        assertThat(grep.exitCode()).as(String.join(" ", container)).isBetween(0, 2);
        return grep.text()
                .lines()
                .map(file ->
                        String.join(" ", container) + " " + file + " holds '" + ProcessPlatform.shortened(text) + "'")
                .toList();
    }
}
