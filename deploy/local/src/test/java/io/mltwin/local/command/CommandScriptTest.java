package io.mltwin.local.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mltwin.local.layout.Checkout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/**
 * The script {@code mltwin} in a checkout of empty modules, with stand-ins for Maven and Java that
 * say how they were called.
 */
class CommandScriptTest {

    private static final Instant BUILT = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<String> MODULES = List.of(
            "deploy/kafka",
            "deploy/local",
            "deploy/compute-node",
            "deploy/scoring-container",
            "identity-service",
            "workspace-service",
            "keyvault-service",
            "compute-service",
            "scoring-service",
            "telemetry-service");

    @TempDir
    Path folder;

    @BeforeEach
    void makeCheckout() throws IOException {
        Files.copy(Checkout.find().root().resolve("mltwin"), folder.resolve("mltwin"));
        program("bin/mvn", "echo \"maven $*\"");
        program("jdk/bin/javac", "exit 1");
        write("pom.xml", BUILT.minusSeconds(60));
        write("libs/arm-web/src/main/java/Library.java", BUILT.minusSeconds(60));
        write("console/pom.xml", BUILT.minusSeconds(60));
        for (String module : MODULES) {
            write(module + "/pom.xml", BUILT.minusSeconds(60));
            write(module + "/target/built", BUILT);
        }
        write("deploy/local/src/main/java/Launcher.java", BUILT.minusSeconds(60));
        write("deploy/local/target/mltwin.jar", BUILT);
    }

    @ParameterizedTest(name = "{0} was written {1} s after the build: up builds: {2}")
    @CsvSource({
        "workspace-service/app/src/main/java/Service.java, -30, false",
        "workspace-service/app/src/main/java/Service.java, 30, true",
        "workspace-service/app/src/main/resources/application.properties, 30, true",
        "workspace-service/storage/src/main/java/Blob.java, 30, true",
        "workspace-service/storage/pom.xml, 30, true",
        "identity-service/src/main/java/Service.java, 30, true",
        "libs/arm-web/src/main/java/Library.java, 30, true",
        "libs/arm-web/pom.xml, 30, true",
        "console/src/main/resources/console/console.css, 30, true",
        "pom.xml, 30, true",
        "deploy/compute-node/src/main/java/Node.java, 30, true",
        "workspace-service/storage/src/test/java/BlobTest.java, 30, false",
        "identity-service/src/test/java/ServiceTest.java, 30, false",
        "libs/arm-web/src/test/java/LibraryTest.java, 30, false",
        "workspace-service/target/classes/Service.class, 30, false",
        "workspace-service/storage/target/classes/Blob.class, 30, false",
        "docs/fidelity.md, 30, false"
    })
    void upBuildsWhatIsOlderThanItsSources(String file, long secondsAfterBuild, boolean builds)
            throws IOException, InterruptedException {
        // Given
        write(file, BUILT.plusSeconds(secondsAfterBuild));

        // When
        String output = mltwin("17.0.21", "up");

        // Then
        assertEquals(builds, output.contains("mltwin: building ("), output);
        assertTrue(output.contains("io.mltwin.local.command.Launcher up"), output);
        Path log = folder.resolve("target/build.log");
        assertEquals(builds, Files.exists(log) && Files.readString(log).contains(" -Dquick "));
    }

    @ParameterizedTest(name = "{0} has no mark of a build")
    @CsvSource({"deploy/kafka", "deploy/scoring-container", "telemetry-service"})
    void upBuildsWhatWasNeverBuilt(String module) throws IOException, InterruptedException {
        // Given
        Files.delete(folder.resolve(module).resolve("target/built"));

        // When
        String output = mltwin("17.0.21", "up");

        // Then
        assertTrue(output.contains("mltwin: building ("), output);
        assertTrue(output.contains(module + " is not built"), output);
    }

    @Test
    void aDownloadThatFailsIsTriedAgain() throws IOException, InterruptedException {
        // Given
        Files.delete(folder.resolve("deploy/kafka/target/built"));
        program(
                "bin/mvn",
                "echo x >> \"$(dirname \"$0\")/calls\"\n"
                        + "[ $(wc -l < \"$(dirname \"$0\")/calls\") -lt 3 ] || exit 0\n"
                        + "echo '[ERROR] Could not transfer artifact a:b:jar:1'; exit 1");

        // When
        String output = mltwin("17.0.21", "up");

        // Then
        assertTrue(output.contains("a download failed, trying again (2 of 3)"), output);
        assertTrue(output.contains("a download failed, trying again (3 of 3)"), output);
        assertTrue(output.contains("io.mltwin.local.command.Launcher up"), output);
        assertEquals(3, Files.readAllLines(folder.resolve("bin/calls")).size());
    }

    @Test
    void aBuildThatFailsIsNotTriedAgainAndSaysWhy() throws IOException, InterruptedException {
        // Given
        Files.delete(folder.resolve("deploy/kafka/target/built"));
        program("bin/mvn", "echo '[INFO] much'; echo '[ERROR] it does not compile'; exit 1");

        // When
        String output = mltwin("17.0.21", "up");

        // Then
        assertFalse(output.contains("trying again"), output);
        assertFalse(output.contains("much"), output);
        assertTrue(output.contains("[ERROR] it does not compile"), output);
        assertTrue(output.contains("all that Maven said is in " + folder.resolve("target/build.log")), output);
        assertFalse(output.contains("io.mltwin.local.command.Launcher"), output);
    }

    @Test
    void checkRunsACopyOfTheLauncherAndBuildsNoService() throws IOException, InterruptedException {
        // Given
        write("identity-service/src/main/java/Service.java", BUILT.plusSeconds(30));

        // When
        String output = mltwin("17.0.21", "check");

        // Then
        assertFalse(output.contains("building"), output);
        assertTrue(output.contains("-cp " + folder + "/deploy/local/target/mltwin-check.jar:"), output);
        assertTrue(output.contains("io.mltwin.local.command.Launcher check"), output);
    }

    @Test
    void checkBuildsALauncherThatIsOlderThanItsSources() throws IOException, InterruptedException {
        // Given
        write("deploy/local/src/main/java/Check.java", BUILT.plusSeconds(30));

        // When
        String output = mltwin("17.0.21", "check");

        // Then
        assertTrue(output.contains("building (deploy/local/src/main/java/Check.java is newer)"), output);
        assertTrue(Files.readString(folder.resolve("target/build.log")).contains(" package -pl deploy/local -am"));
        assertTrue(output.contains("io.mltwin.local.command.Launcher check"), output);
    }

    @ParameterizedTest(name = "mltwin {0} without a build")
    @CsvSource({"--help", "help", "-h", "up --help", "''"})
    void helpBuildsNothing(String arguments) throws IOException, InterruptedException {
        // Given
        Files.delete(folder.resolve("deploy/local/target/mltwin.jar"));
        Files.copy(usage(), folder.resolve("deploy/local/usage.txt"));

        // When
        String output = mltwin("17.0.21", arguments.isEmpty() ? new String[0] : arguments.split(" "));

        // Then
        assertTrue(output.startsWith("Usage: mltwin "), output);
        assertTrue(output.contains("Nothing is built yet: './mltwin up' builds"), output);
        assertFalse(output.contains("building"), output);
        assertFalse(output.contains("maven "), output);
    }

    @Test
    void theUsageIsWhatTheCommandsSay() throws IOException {
        assertEquals(new CommandLine(new MltwinCommand()).getUsageMessage(), Files.readString(usage()));
    }

    private static Path usage() {
        return Checkout.find().root().resolve("deploy/local/usage.txt");
    }

    @Test
    void checkBuildsAMissingLauncher() throws IOException, InterruptedException {
        // Given
        Files.delete(folder.resolve("deploy/local/target/mltwin.jar"));

        // When
        String output = mltwin("17.0.21", "check");

        // Then
        assertTrue(output.contains("mltwin: building ("), output);
    }

    @ParameterizedTest(name = "Java {0}: {1}")
    @CsvSource({
        "11.0.2, is too old, true",
        "17.0.21, io.mltwin.local.command.Launcher status, true",
        "17.0.21, --enable-native-access=ALL-UNNAMED, false",
        "21.0.5, io.mltwin.local.command.Launcher status, true",
        "21.0.5, --enable-native-access=ALL-UNNAMED, false",
        "25, --enable-native-access=ALL-UNNAMED, true",
        "25.0.3, --sun-misc-unsafe-memory-access=allow, true"
    })
    void eachJdkGetsTheOptionsThatItKnows(String version, String text, boolean printed)
            throws IOException, InterruptedException {
        // When
        String output = mltwin(version, "status");

        // Then
        assertEquals(printed, output.contains(text), output);
    }

    @ParameterizedTest(name = "{0} in a distribution")
    @CsvSource({"up", "demo", "status", "check"})
    void aDistributionNeverLooksForMaven(String command) throws IOException, InterruptedException {
        // Given
        write("mltwin-distribution.json", BUILT);
        write("launcher/mltwin.jar", BUILT);
        Files.delete(folder.resolve("deploy/kafka/target/built"));
        Files.delete(folder.resolve("deploy/local/target/mltwin.jar"));

        // When
        String output = mltwin("17.0.21", command);

        // Then
        assertFalse(output.contains("building"), output);
        assertTrue(output.contains("-cp " + folder + "/launcher/mltwin.jar:"), output);
        assertTrue(output.contains("io.mltwin.local.command.Launcher " + command), output);
        assertFalse(Files.exists(folder.resolve("target/build.log")));
    }

    @Test
    void aDistributionWithoutItsLauncherIsToBeUnpackedAgain() throws IOException, InterruptedException {
        // Given
        write("mltwin-distribution.json", BUILT);

        // When
        String output = mltwin("17.0.21", "up");

        // Then
        assertEquals("mltwin: " + folder + "/launcher/mltwin.jar is missing: unpack the distribution again.\n", output);
    }

    private String mltwin(String javaVersion, String... arguments) throws IOException, InterruptedException {
        program(
                "jdk/bin/java",
                "[ \"$1\" != -version ] || { echo 'openjdk version \""
                        + javaVersion
                        + "\" 2026-10-20' >&2; exit 0; }\necho \"java $*\"");
        List<String> command =
                new ArrayList<>(List.of("bash", folder.resolve("mltwin").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.put("JAVA_HOME", folder.resolve("jdk").toString());
        environment.put("PATH", folder.resolve("bin") + ":" + environment.get("PATH"));
        environment.remove("MLTWIN_NO_BUILD");
        environment.put("MLTWIN_BUILD_PAUSE", "0");
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    private void write(String file, Instant time) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, "");
        Files.setLastModifiedTime(path, FileTime.from(time));
    }

    private void program(String file, String script) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, "#!/bin/bash\n" + script + "\n");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
    }
}
