package io.mltwin.e2e.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.layout.Checkout;
import io.mltwin.local.trust.OperatorCredentials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code ./mltwin az} runs the installed Azure CLI against the platform, signed in as an account of
 * the fixture, and leaves the configuration of the user alone.
 */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
class AzCommandTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();

    @TempDir
    private Path home;

    /** What a command printed, and how it ended. */
    private record Outcome(int exitCode, String output, String errors) {}

    @ParameterizedTest
    @CsvSource({
        "owner, 40000000-0000-4000-8000-000000000001",
        "reader, 40000000-0000-4000-8000-000000000003",
        "olivia, olivia@contoso.mltwin.localhost"
    })
    void theAccountIsSignedIn(String who, String name) throws Exception {
        Outcome shown = az("--as", who, "account", "show", "--query", "user.name", "-o", "tsv");

        assertThat(shown.exitCode()).as(shown.errors()).isZero();
        assertThat(shown.output()).isEqualTo(name + "\n");
    }

    @Test
    void theUsersOwnConfigurationStaysAsItIs() throws Exception {
        Outcome groups = az("group", "list", "--query", "[?name=='rg1'].name", "-o", "tsv");

        assertThat(groups.output()).as(groups.errors()).isEqualTo("rg1\n");
        assertThat(home.resolve(".azure")).doesNotExist();
        assertThat(PLATFORM.platform().folder().privateOf("operator").resolve("azure/owner"))
                .isDirectory();
    }

    @Test
    void aRefusalOfThePlatformIsTheExitCodeOfAz() throws Exception {
        Outcome refused = az("--as", "reader", "group", "create", "--name", "g", "--location", "eastus");

        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.errors()).contains("AuthorizationFailed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"contributor", "carl"})
    void noSecretStandsInACommandLineOfTheSignIn(String who) throws Exception {
        // Given
        OperatorCredentials credentials = PLATFORM.platform().credentials();
        Path seen = home.resolve("seen");
        Path recorder = Files.createDirectory(home.resolve("bin")).resolve("az");
        Files.writeString(
                recorder, "#!/bin/sh\ncat /proc/$$/cmdline >> '%s'\nexec '%s' \"$@\"\n".formatted(seen, installed()));
        Files.setPosixFilePermissions(recorder, PosixFilePermissions.fromString("rwx------"));

        // When
        Outcome shown = az("--as", who, "account", "show", "--query", "user.name", "-o", "tsv");

        // Then
        assertThat(shown.exitCode()).as(shown.errors()).isZero();
        assertThat(Files.readString(seen))
                .contains("login")
                .doesNotContain(
                        credentials.users().containsKey(who)
                                ? credentials.users().get(who).password()
                                : credentials.servicePrincipals().get(who).secret());
    }

    private static Path installed() {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, "az"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    private Outcome az(String... arguments) throws IOException, InterruptedException {
        Path errors = home.resolve("errors");
        List<String> command = new ArrayList<>(List.of(
                Checkout.find().root().resolve("mltwin").toString(),
                "az",
                "--data",
                PLATFORM.platform().folder().root().toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().put("HOME", home.toString());
        builder.environment().merge("PATH", home.resolve("bin").toString(), (p, b) -> b + ":" + p);
        builder.environment().put("MLTWIN_NO_BUILD", "1");
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), output, Files.readString(errors));
    }
}
