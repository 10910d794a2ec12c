package io.mltwin.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a script in the launcher's place, which writes down what it was asked. */
class OwnPlatformTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String LAUNCHER = """
        #!/bin/sh
        echo "$@" >>"$(dirname "$0")/asked"
        data=$4
        [ "$1" = up ] || exit 0
        if [ -e "$(dirname "$0")/broken" ]; then echo "first line"; echo "no Java was found" >&2; exit 1; fi
        mkdir -p "$data/trust" "$data/private/operator"
        echo '{"base":"ml.localhost","portBase":9000}' >"$data/settings.json"
        echo '{"administrator":{"tenantId":"t","applicationId":"a","secret":"s"}}' >"$data/private/operator/credentials.json"
        touch "$data/trust/ca.pem"
        """;

    @TempDir
    private Path home;

    private Installation installation() throws IOException {
        Path script = Files.writeString(home.resolve("mltwin"), LAUNCHER);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return new Installation(home);
    }

    private String asked() throws IOException {
        return Files.readString(home.resolve("asked"));
    }

    @Test
    void aPlatformIsStartedAndEnded() throws IOException {
        OwnPlatform platform = OwnPlatform.start(installation());
        PlatformAddress address = platform.address();
        Path folder = address.folder().orElseThrow();

        assertThat(address.domain()).isEqualTo("ml.localhost");
        assertThat(asked()).isEqualTo("up -d --data " + folder + " --free-ports\n");

        platform.close();

        assertThat(asked()).endsWith("down --data " + folder + "\n");
        assertThat(folder).doesNotExist();
        assertThat(Path.of(folder + ".log")).doesNotExist();
    }

    @Test
    void aDistributionHasAGoldenFolder() throws IOException {
        Files.createFile(home.resolve("mltwin-distribution.json"));

        try (OwnPlatform platform = OwnPlatform.start(installation())) {
            assertThat(platform.address().folder()).isPresent();
            assertThat(asked()).endsWith(" --free-ports --golden\n");
        }
    }

    @Test
    void twoPlatformsHaveFoldersOfTheirOwn() throws IOException {
        try (OwnPlatform one = OwnPlatform.start(installation());
                OwnPlatform other = OwnPlatform.start(installation())) {
            assertThat(one.address().folder()).isNotEqualTo(other.address().folder());
        }
    }

    @Test
    void aFailedStartIsToldInTheLaunchersWords() throws IOException {
        Files.createFile(home.resolve("broken"));

        assertThatThrownBy(() -> OwnPlatform.start(installation()))
                .isInstanceOf(MltwinException.class)
                .hasMessage("The platform did not start: first line\nno Java was found");
        assertThat(asked()).contains("down --data");
    }

    @Test
    void aPlatformEndsWithAJvmThatIsKilled() throws IOException {
        installation();
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Starter.class.getName(),
                        home.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(jvm.inputReader().readLine()).isEqualTo("ready");

        jvm.destroyForcibly();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(asked()).contains("down --data"));
    }

    /** A JVM that starts a platform and does not end by itself. */
    static final class Starter {
        public static void main(String[] arguments) throws Exception {
            OwnPlatform.start(new Installation(Path.of(arguments[0])));
            System.out.println("ready");
            Thread.sleep(Duration.ofHours(1).toMillis());
        }
    }

    @Test
    void anInstallationWithoutItsScriptIsRefused() {
        System.setProperty(Installation.PROPERTY, home.toString());
        try {
            assertThatThrownBy(Installation::find)
                    .isInstanceOf(MltwinException.class)
                    .hasMessageContaining(home.resolve("mltwin") + " is no program that can be run");
        } finally {
            System.clearProperty(Installation.PROPERTY);
        }
    }
}
