package io.mltwin.client;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where mltwin is installed on this machine: a folder with the script {@code mltwin}. */
record Installation(Path folder) {
    static final String HOME = "MLTWIN_HOME";
    static final String PROPERTY = "mltwin.home";

    /**
     * Returns the one that the system property {@code mltwin.home} names, else the variable
     * {@code MLTWIN_HOME}.
     */
    static Installation find() {
        String named = System.getProperty(PROPERTY, System.getenv().getOrDefault(HOME, ""));
        if (named.isBlank()) {
            throw new MltwinException("No platform is named by " + PlatformAddress.PLATFORM
                    + ", and no installation to start one from: set " + HOME
                    + " or the system property " + PROPERTY + " to the folder of the script 'mltwin'.");
        }
        Installation installation = new Installation(Path.of(named).toAbsolutePath());
        if (!Files.isExecutable(installation.launcher())) {
            throw new MltwinException(
                    installation.launcher() + " is no program that can be run: is mltwin installed there?");
        }
        return installation;
    }

    Path launcher() {
        return folder.resolve("mltwin");
    }
}
