package io.mltwin.local.browser;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds Chromium, Chrome or Edge, which take their trusted keys as an argument, on this machine.
 */
public final class InstalledBrowser {
    private static final List<String> NAMES = List.of(
            "chromium",
            "chromium-browser",
            "google-chrome",
            "google-chrome-stable",
            "microsoft-edge",
            "microsoft-edge-stable");

    private InstalledBrowser() {}

    /**
     * Returns the first of the programs in the order of their names, which is that of this class.
     *
     * @param searchPath the folders of PATH, separated by colons
     */
    public static Optional<Path> find(String searchPath) {
        List<Path> folders = Pattern.compile(":")
                .splitAsStream(searchPath)
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .toList();
        return NAMES.stream()
                .flatMap(name -> folders.stream().map(folder -> folder.resolve(name)))
                .filter(program -> Files.isRegularFile(program) && Files.isExecutable(program))
                .findFirst();
    }
}
