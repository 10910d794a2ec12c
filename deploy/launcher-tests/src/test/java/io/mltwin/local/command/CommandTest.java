package io.mltwin.local.command;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.local.distribution.UserCache;
import io.mltwin.local.layout.Checkout;
import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.FreePorts;
import io.mltwin.local.layout.Json;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.postgres.PostgresBinaries;
import io.mltwin.local.process.Java;
import io.mltwin.local.service.ServiceJvm;
import io.mltwin.local.standin.StandInCheckout;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a person calls it, as processes, with stand-ins for the six services. */
class CommandTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final Duration AFTER_A_KILL = Duration.ofSeconds(70);

    @TempDir
    private Path root;

    private Checkout checkout;
    private Path data;
    private String portBase;

    /** What a call of the command printed, and how it ended. */
    record Outcome(int exitCode, String output) {}

    @BeforeEach
    void make() throws IOException {
        checkout = StandInCheckout.make(root.resolve("checkout"));
        data = checkout.home();
        portBase = String.valueOf(FreePorts.base());
    }

    @AfterEach
    void down() throws Exception {
        mltwin("down");
    }

    @Test
    void upStatusEnvClockRestartDown() throws Exception {
        Outcome up = up();
        assertEquals(0, up.exitCode(), up.output());
        assertTrue(up.output().contains("mltwin is ready"), up.output());

        Map<String, JsonNode> parts = status();
        assertEquals(9, parts.size());
        parts.values().forEach(part -> assertEquals("ready", part.get("state").asText(), part.toString()));
        assertTrue(parts.get("postgres").get("residentKb").asLong() > 0);

        Outcome second = up();
        assertEquals(0, second.exitCode(), second.output());
        assertTrue(second.output().startsWith("mltwin runs already with the data folder "), second.output());
        Outcome other = mltwin("up", "-d", "--set", "mltwin.a=b");
        assertEquals(1, other.exitCode());
        assertTrue(other.output().startsWith("mltwin: mltwin is running already (pid "), other.output());
        aSecondPlatformNeedsPortsOfItsOwnAndIsNamedByItsFolder();
        anotherProgramGetsWhatAClientNeeds();

        Outcome env = mltwin("env");
        assertTrue(env.output().contains("export MLTWIN_BASE='mltwin.localhost'\n"), env.output());
        assertTrue(
                env.output().contains("export MLTWIN_CA_FILE='" + data.resolve("trust/ca.pem") + "'\n"), env.output());
        aShellElsewhereGetsACopyOfTheAuthority();

        assertEquals("identity-token\n", mltwin("token", "--as", "olivia").output());
        assertEquals(
                "The platform's clock is PT1H1M ahead of the wall clock.\n",
                mltwin("clock", "advance", "61m").output());
        assertEquals(
                "The platform's clock is the wall clock.\n",
                mltwin("clock", "reset").output());

        assertEquals("AZURE_AD k1 signs\n", mltwin("keys").output());
        assertEquals(
                "AZURE_AD k2 signs\nAZURE_AD k1 until 2030-01-01T01:00:00Z\n",
                mltwin("keys", "rollover").output());
        whyExplainsWhatIsKnown();

        String asked = Files.readString(data.resolve("data/workspace/asked"));
        assertTrue(asked.contains("PUT management.mltwin.localhost:"), asked);
        assertTrue(asked.contains("/workspaces/ws1/providers/Microsoft.Authorization/roleAssignments/"), asked);

        for (PlatformService service : PlatformService.values()) {
            List<String> options = options(parts.get(service.key()));
            assertFalse(options.contains("-Dmltwin.native-tls=true"), () -> options.toString());
        }

        long before = parts.get("scoring").get("pid").asLong();
        Outcome restart = mltwin("restart", "scoring");
        assertEquals(0, restart.exitCode(), restart.output());
        assertNotEquals(before, status().get("scoring").get("pid").asLong());

        assertEquals(0, mltwin("down").exitCode());
        assertEquals(3, mltwin("status").exitCode());
        assertNothingRuns(parts);
    }

    private void aSecondPlatformNeedsPortsOfItsOwnAndIsNamedByItsFolder() throws Exception {
        String other = root.resolve("other").toString();
        Outcome samePorts = mltwin("up", "-d", "--data", other, "--port-base", portBase);
        assertEquals(1, samePorts.exitCode());
        assertTrue(
                samePorts
                        .output()
                        .startsWith("mltwin: The ports from "
                                + portBase
                                + " are those of the platform with the data folder "
                                + data
                                + " (pid "),
                samePorts.output());

        Outcome status = mltwin("status", "--data", other);
        assertEquals(3, status.exitCode());
        Outcome env = mltwin("env", "--data", other);
        assertEquals(1, env.exitCode());
        assertTrue(
                env.output().startsWith("mltwin: No platform runs with the data folder " + other + ":"), env.output());
        assertTrue(env.output().contains("--data " + data), env.output());
        assertEquals(0, mltwin("down", "--data", other).exitCode());
        assertEquals(0, mltwin("status", "--data", data.toString()).exitCode());
        assertEquals(0, mltwin("status").exitCode());
    }

    private void anotherProgramGetsWhatAClientNeeds() throws Exception {
        Outcome shell = mltwin("shell", "-c", "echo $MLTWIN_BASE $MLTWIN_DATA; exit 5");
        assertEquals(5, shell.exitCode(), shell.output());
        assertEquals("mltwin.localhost " + data + "\n", shell.output());

        Outcome az = mltwin(Map.of("PATH", root.toString()), "az", "--as", "reader", "group", "list");
        assertEquals(1, az.exitCode());
        assertTrue(az.output().startsWith("mltwin: az is not installed: 'apt-get install azure-cli'"), az.output());
    }

    private void aShellElsewhereGetsACopyOfTheAuthority() throws Exception {
        Path copy = root.resolve("a copy.pem");
        Outcome env = mltwin("env", "--ca", copy.toString());
        Process shell = new ProcessBuilder(
                        "sh", "-c", "eval \"$1\" && echo \"$REQUESTS_CA_BUNDLE\"", "sh", env.output())
                .start();
        assertEquals(copy + "\n", new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        String trusted = Files.readString(copy);
        assertTrue(trusted.endsWith(Files.readString(data.resolve("trust/ca.pem"))), "its own authority is last");
        assertTrue(trusted.indexOf("BEGIN CERTIFICATE") < trusted.lastIndexOf("BEGIN CERTIFICATE"), "and the system's");

        for (String refused : List.of("ca.pem", "/tmp/it's.pem")) {
            Outcome refusal = mltwin("env", "--ca", refused);
            assertEquals(1, refusal.exitCode());
            assertTrue(refusal.output().startsWith("mltwin: --ca must be an absolute path without quotes"), refused);
        }
    }

    private void whyExplainsWhatIsKnown() throws Exception {
        for (String who : List.of("admin", "olivia")) {
            Outcome why = mltwin("why", "d1", "--as", who);
            assertEquals(0, why.exitCode(), why.output());
            assertTrue(why.output().startsWith("Denied at 2030-01-01T00:00:00Z\n  principal  p1\n"), why.output());
            assertTrue(why.output().contains("No role assignment names it."), why.output());
        }
        Outcome unknown = mltwin("why", "d2");
        assertEquals(1, unknown.exitCode());
        assertEquals("mltwin: There is no decision 'd2'.\n", unknown.output());
        assertEquals(
                "mltwin: 'd/1' is no id of a decision.\n", mltwin("why", "d/1").output());
        assertNotEquals(0, mltwin("why").exitCode());
    }

    @Test
    void killedPartIsStartedAgainOrEndedByTheNextUp() throws Exception {
        Outcome up = up();
        assertEquals(0, up.exitCode(), up.output());
        Map<String, JsonNode> first = status();
        kill(first.get("compute"));
        kill(first.get("kafka"));
        // each look is a program that starts: more of them would take the processor from what is
        // awaited
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(
                        this::status,
                        parts -> parts.values().stream()
                                        .allMatch(part ->
                                                part.get("state").asText().equals("ready"))
                                && !parts.get("compute").equals(first.get("compute")));

        Map<String, JsonNode> beforeKill = status();
        kill(beforeKill.get("launcher"));
        Outcome again = up();
        assertEquals(0, again.exitCode(), again.output());
        assertTrue(again.output().contains("left from an earlier start"), again.output());
        assertNothingRuns(beforeKill);

        Map<String, JsonNode> last = status();
        kill(last.get("launcher"));
        assertEquals(0, mltwin("down").exitCode());
        assertNothingRuns(last);
    }

    @Test
    void aServiceThatFailsIsNamedWithItsCauseAndItsLog() throws Exception {
        String other = root.resolve("other").toString();
        Outcome up = mltwin("up", "-d", "--data", other, "--port-base", portBase, "--set", "mltwin.fail=keyvault");
        assertEquals(1, up.exitCode());
        assertTrue(up.output().contains("mltwin: keyvault did not start: it ended with exit value 7."), up.output());
        assertTrue(up.output().contains("ERROR this service was told to fail"), up.output());
        assertTrue(up.output().contains("Its log: " + other + "/logs/keyvault.log"), up.output());
        assertEquals(3, mltwin("status", "--data", other).exitCode());
        assertEquals(
                data, new Pointer(checkout, Optional.empty()).folder().root(), "commands without --data mean another");
    }

    @Test
    void theLogsOfAnEphemeralStartThatFailsAreKept() throws Exception {
        // When
        Outcome up = mltwin("up", "-d", "--ephemeral", "--port-base", portBase, "--set", "mltwin.fail=keyvault");

        // Then
        assertEquals(1, up.exitCode(), up.output());
        Matcher kept = Pattern.compile("the logs are kept in (\\S+)").matcher(up.output());
        assertTrue(kept.find(), up.output());
        assertTrue(up.output().contains("Its log: " + kept.group(1) + "/keyvault.log"), up.output());
        DataFolder logs = new DataFolder(Path.of(kept.group(1)));
        assertTrue(
                Files.readString(logs.root().resolve("keyvault.log")).contains("ERROR this service was told to fail"));
        assertFalse(Files.exists(Path.of(kept.group(1).replaceFirst("-logs$", ""))));
        logs.delete();
    }

    @Test
    void bothCompilersReachEveryServiceAndAnEphemeralFolderIsGoneAfterwards() throws Exception {
        Outcome up = mltwin("up", "-d", "--ephemeral", "--both-compilers", "--port-base", portBase);
        assertEquals(0, up.exitCode(), up.output());
        Map<String, JsonNode> parts = status();
        for (PlatformService service : PlatformService.values()) {
            List<String> options = options(parts.get(service.key()));
            assertTrue(options.containsAll(new ServiceJvm(false).options(service)), () -> options.toString());
            assertFalse(options.contains("-XX:TieredStopAtLevel=1"), () -> options.toString());
        }
        Path folder = Path.of(Files.readString(checkout.pointer()).strip());
        assertTrue(Files.isDirectory(folder));
        mltwin("down");
        assertFalse(Files.exists(folder));
    }

    @Test
    void testsShareOnePlatformThatEndsAfterTheLastLease() throws Exception {
        // Given
        Map<String, String> cache = cache();
        CompletableFuture<Outcome> other = CompletableFuture.supplyAsync(() -> startTestPlatform(cache));

        // When
        Outcome first = startTestPlatform(cache);
        Path folder = testPlatform(first);

        // Then
        assertEquals(folder, testPlatform(other.join()));
        assertEquals(
                1,
                Stream.of(first, other.join())
                        .filter(start -> start.output().contains("mltwin is ready"))
                        .count());
        Map<String, JsonNode> parts;
        Path lease = folder.resolveSibling("leases").resolve("one");
        try (FileChannel held = FileChannel.open(lease, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            held.lock();
            parts = status("--data", folder.toString());
            await().during(IDLE.plusSeconds(3)).atMost(PATIENCE).until(() -> Files.isDirectory(folder));
            Outcome status = mltwin(cache, "test-platform", "status");
            assertEquals(0, status.exitCode(), status.output());
            assertTrue(status.output().contains("Leases: 1\n"), status.output());
            assertTrue(mltwin(cache, "test-platform", "logs").output().contains("mltwin is ready"));
        }
        await().atMost(PATIENCE).until(() -> !Files.exists(folder));
        await().atMost(PATIENCE).untilAsserted(() -> assertNothingRuns(parts));
        assertEquals(3, mltwin(cache, "test-platform", "status").exitCode());
    }

    @Test
    void aTestPlatformWhoseSupervisorWasKilledIsClearedAwayByItself() throws Exception {
        // Given
        Map<String, String> cache = cache();
        Path folder = testPlatform(startTestPlatform(cache));
        Map<String, JsonNode> killed = status("--data", folder.toString());

        // When
        kill(killed.get("launcher"));

        // Then
        await().atMost(AFTER_A_KILL).untilAsserted(() -> {
            assertNothingRuns(killed);
            assertFalse(Files.exists(folder));
        });
        assertEquals(folder, testPlatform(startTestPlatform(cache)));
        Map<String, JsonNode> last = status("--data", folder.toString());
        assertEquals(0, mltwin(cache, "test-platform", "stop").exitCode());
        assertNothingRuns(last);
        assertFalse(Files.exists(folder));
        assertEquals(
                "The test platform was not running.\n",
                mltwin(cache, "test-platform", "stop").output());
    }

    /** A cache of its own, with PostgreSQL's programs of the user's. */
    private Map<String, String> cache() throws Exception {
        Path programs = new PostgresBinaries(UserCache.folder()).folder();
        Path cache = Files.createDirectories(root.resolve("cache"));
        Files.createSymbolicLink(cache.resolve(programs.getFileName()), programs);
        return Map.of("MLTWIN_CACHE", cache.toString());
    }

    private Outcome startTestPlatform(Map<String, String> cache) {
        try {
            return mltwin(cache, "test-platform", "start", "--idle", IDLE.toSeconds() + "s");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path testPlatform(Outcome start) {
        assertEquals(0, start.exitCode(), start.output());
        List<String> lines = start.output().lines().toList();
        return Path.of(lines.get(lines.size() - 1));
    }

    private Outcome up() throws Exception {
        return mltwin("up", "-d", "--port-base", portBase);
    }

    private Map<String, JsonNode> status(String... which) throws Exception {
        Map<String, JsonNode> parts = new TreeMap<>();
        Json.MAPPER
                .readTree(mltwin(Stream.concat(Stream.of("status", "--json"), Stream.of(which))
                                .toArray(String[]::new))
                        .output())
                .forEach(part -> parts.put(part.get("part").asText(), part));
        return parts;
    }

    private static void kill(JsonNode part) {
        ProcessHandle.of(part.get("pid").asLong()).orElseThrow().destroyForcibly();
    }

    private static List<String> options(JsonNode part) throws IOException {
        Path commandLine = Path.of("/proc", part.get("pid").asText(), "cmdline");
        return List.of(Files.readString(commandLine).split("\0"));
    }

    private static void assertNothingRuns(Map<String, JsonNode> parts) {
        parts.values()
                .forEach(part -> assertFalse(
                        io.mltwin.local.process.ProcessTable.alive(
                                part.get("pid").asLong()),
                        part.toString()));
    }

    private Outcome mltwin(String... arguments) throws Exception {
        return mltwin(Map.of("SHELL", "/bin/sh"), arguments);
    }

    private Outcome mltwin(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Java.executable().toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dslf4j.internal.verbosity=ERROR",
                "-Dmltwin.checkout=" + checkout.root(),
                "-cp",
                System.getProperty("java.class.path"),
                Launcher.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Path output = Files.createTempFile(root, "output", "");
        builder.redirectOutput(output.toFile());
        new HashMap<>(builder.environment())
                .keySet().stream()
                        .filter(name -> name.startsWith("MLTWIN_") && !name.equals("MLTWIN_CACHE"))
                        .forEach(builder.environment()::remove);
        builder.environment().putAll(environment);
        int exitCode = builder.start().waitFor();
        return new Outcome(exitCode, Files.readString(output));
    }
}
