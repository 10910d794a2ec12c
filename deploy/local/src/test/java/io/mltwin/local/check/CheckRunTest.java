package io.mltwin.local.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mltwin.local.layout.RefusalException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan is run by a stand-in for Maven, which says how it was called. */
class CheckRunTest {
    private static final String PASSED =
            "[INFO] Tests run: 5, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 0.21 s -- in"
                    + " io.mltwin.DatesTest";

    @TempDir
    Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void makeCheckout() throws IOException {
        SmallCheckout.make(folder);
    }

    @Test
    void theStepsAreTakenInOrderAndTellTheirClassesAndTime() throws IOException, InterruptedException {
        // Given
        maven("echo '" + PASSED + "'; echo '[INFO] noise'; echo \"$*\" >> calls");

        // When
        run();

        // Then
        List<String> calls = Files.readAllLines(folder.resolve("calls"));
        assertEquals(4, calls.size(), calls.toString());
        assertTrue(calls.get(0).contains("-pl libs/dates "), calls.get(0));
        assertTrue(calls.get(1).contains("-pl shop "), calls.get(1));
        assertTrue(calls.get(2).contains("-Dquick"), calls.get(2));
        assertTrue(calls.get(3).contains("-pl e2e-tests "), calls.get(3));
        assertTrue(output().contains("== 1 of 4: tests of what changed"), output());
        assertTrue(output().contains("   io.mltwin.DatesTest: 5 tests, 0.21 s\n"), output());
        assertTrue(output().contains("All that the change can touch is green, after 0 s."), output());
        assertFalse(output().contains("noise"), output());
    }

    @Test
    void theFirstFailureEndsTheRunAndIsTold() throws IOException {
        // Given
        maven("echo \"$*\" >> calls; case \"$*\" in *shop*) echo '[ERROR] Failed to execute goal"
                + " org.apache.maven.plugins:maven-surefire-plugin:3.5.4:test (default-test)"
                + " on project dates: There are test failures. -> [Help 1]'; echo '[ERROR] advice'; exit 1;; esac");

        // When
        RefusalException refusal = assertThrows(RefusalException.class, this::run);

        // Then
        assertEquals(
                "step 2 of 4 failed, tests of modules that use it, after 0 s in libs/dates. The"
                        + " reports are libs/dates/target/surefire-reports. Maven's output is"
                        + " target/check/tests-of-modules-that-use-it.log.",
                refusal.getMessage());
        assertEquals(2, Files.readAllLines(folder.resolve("calls")).size());
        assertTrue(output().contains("There are test failures."), output());
        assertFalse(output().contains("advice"), output());
    }

    @Test
    void moduleThatDoesNotCompileHasNoReports() throws IOException {
        // Given
        maven("echo '[ERROR] Failed to execute goal"
                + " org.apache.maven.plugins:maven-compiler-plugin:3.14.1:compile"
                + " (default-compile) on project names: Compilation failure'; exit 1");

        // When
        RefusalException refusal = assertThrows(RefusalException.class, this::run);

        // Then
        assertEquals(
                "step 1 of 4 failed, tests of what changed, after 0 s in libs/names. Maven's output"
                        + " is target/check/tests-of-what-changed.log.",
                refusal.getMessage());
    }

    @Test
    void withoutMavenTheRunIsRefused() {
        RefusalException refusal = assertThrows(RefusalException.class, this::run);
        assertEquals("Maven was not found: install Maven 3.9 or newer.", refusal.getMessage());
    }

    private void run() throws IOException, InterruptedException {
        CheckPlan plan = CheckPlanner.plan(folder, List.of("libs/dates/src/main/java/Dates.java"));
        new CheckRun(folder, folder.resolve("mvn").toString(), new PrintStream(printed, true, StandardCharsets.UTF_8))
                .run(plan, true);
    }

    private void maven(String script) throws IOException {
        Path program = folder.resolve("mvn");
        Files.writeString(program, "#!/bin/bash\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }

    private String output() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
