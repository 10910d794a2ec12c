package io.mltwin.e2e.atrest;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.trust.OperatorCredentials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every user of the machine reads command lines: PostgreSQL, Kafka, services, nodes, clients. */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
class CommandLinesTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();

    @Test
    void noSecretOfThePlatformStandsInACommandLine() throws IOException {
        // Given
        Set<String> secrets = secrets();
        assertThat(secrets).hasSizeGreaterThan(10);

        // When
        List<String> commandLines = commandLines();

        // Then
        assertThat(commandLines)
                .anyMatch(line ->
                        line.contains(PLATFORM.platform().folder().root().toString()));
        assertThat(commandLines).noneMatch(line -> secrets.stream().anyMatch(secret -> line.contains(secret)));
    }

    private static Set<String> secrets() throws IOException {
        Set<String> secrets = new HashSet<>();
        Path folder = PLATFORM.platform().folder().privateOf("operator").getParent();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (file.toString().matches(".*\\.(password|secret)")) {
                    secrets.add(Files.readString(file).strip());
                }
            }
        }
        OperatorCredentials credentials = PLATFORM.platform().credentials();
        Stream.concat(
                        credentials.users().values().stream().map(OperatorCredentials.User::password),
                        credentials.servicePrincipals().values().stream()
                                .map(OperatorCredentials.ServicePrincipal::secret))
                .filter(Objects::nonNull)
                .forEach(secrets::add);
        return secrets;
    }

    private static List<String> commandLines() throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : processes.filter(one -> isNumber(one)).toList()) {
                try {
                    lines.add(Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1));
                } catch (IOException gone) {
                    // it has ended meanwhile
                    continue;
                }
            }
        }
        return lines;
    }

    private static boolean isNumber(Path process) {
        return process.getFileName().toString().matches("[0-9]+");
    }
}
