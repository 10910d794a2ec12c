package io.mltwin.local.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstalledBrowserTest {
    @TempDir
    private Path root;

    @ParameterizedTest
    @CsvSource({
        "chromium, a/chromium",
        "chromium-browser, a/chromium-browser",
        "google-chrome, a/google-chrome",
        "google-chrome-stable, a/google-chrome-stable",
        "microsoft-edge, a/microsoft-edge",
        "microsoft-edge-stable, a/microsoft-edge-stable",
        "firefox, ",
        "chrome, ",
    })
    void knowsTheProgramsThatTakeKeys(String name, String found) throws IOException {
        program("a/" + name, "rwxr-xr-x");

        assertEquals(found, find("a"));
    }

    @Test
    void prefersChromiumWhereverItIs() throws IOException {
        program("a/google-chrome", "rwxr-xr-x");
        program("b/chromium", "rwxr-xr-x");

        assertEquals("b/chromium", find("a", "b"));
    }

    @Test
    void passesOverWhatDoesNotRun() throws IOException {
        program("a/chromium", "rw-r--r--");
        Files.createDirectories(root.resolve("b/chromium"));
        program("c/chromium", "rwxr-xr-x");

        assertEquals("c/chromium", find("a", "b", "c"));
    }

    private String find(String... folders) {
        StringBuilder path = new StringBuilder(":");
        for (String folder : folders) {
            path.append(root.resolve(folder)).append(':');
        }
        return InstalledBrowser.find(path.toString())
                .map(program -> root.relativize(program).toString())
                .orElse(null);
    }

    private void program(String file, String permissions) throws IOException {
        Path program = root.resolve(file);
        Files.createDirectories(program.getParent());
        Files.writeString(program, "");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString(permissions));
    }
}
