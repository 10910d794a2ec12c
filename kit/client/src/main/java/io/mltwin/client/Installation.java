package io.mltwin.client;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where mltwin is installed on this machine: a folder with the script {@code mltwin}. */
record Installation(Path folder) {
    static final String HOME = "MLTWIN_HOME";
    static final String PROPERTY = "mltwin.home";
    private static final String DISTRIBUTION = "mltwin-distribution.json";

    /**
     * Returns the one that the system property {@code mltwin.home} names, else the variable
     * {@code MLTWIN_HOME}, else the distribution on the class path. A distribution is a file that
     * unpacks itself, once for each user.
     */
    static Installation find() {
        String named = System.getProperty(PROPERTY, System.getenv().getOrDefault(HOME, ""));
        Path place = named.isBlank()
                ? distribution(Installation.class.getClassLoader())
                        .orElseThrow(() -> new MltwinException("No platform is named by " + PlatformAddress.PLATFORM
                                + ", and no installation to start one from: add the distribution to the dependencies"
                                + " of the tests, or set " + HOME + " or the system property " + PROPERTY
                                + " to it or to the folder of the script 'mltwin'."))
                : Path.of(named).toAbsolutePath();
        return at(place);
    }

    static Installation at(Path place) {
        Installation installation = new Installation(Files.isRegularFile(place) ? unpacked(place) : place);
        if (!Files.isExecutable(installation.launcher())) {
            throw new MltwinException(
                    installation.launcher() + " is no program that can be run: is mltwin installed there?");
        }
        return installation;
    }

    private static Path unpacked(Path file) {
        return Path.of(Program.lastLine(Program.ofJdk("java"), "-jar", file.toString()));
    }

    /** Returns the file of the distribution that a class loader has among its jars. */
    static Optional<Path> distribution(ClassLoader loader) {
        URL description = loader.getResource(DISTRIBUTION);
        try {
            return description != null && description.openConnection() instanceof JarURLConnection jar
                    ? Optional.of(Path.of(jar.getJarFileURL().toURI()))
                    : Optional.empty();
        } catch (IOException | URISyntaxException e) {
            throw new MltwinException("The distribution " + description + " cannot be opened: " + e.getMessage(), e);
        }
    }

    /** Returns the option that begins a data folder as a copy of a seeded one; nothing for a checkout, which has none. */
    String golden() {
        return Files.exists(folder.resolve(DISTRIBUTION)) ? "--golden" : "";
    }

    Path launcher() {
        return folder.resolve("mltwin");
    }
}
