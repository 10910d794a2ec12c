package io.mltwin.local.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option by which a command names one platform of several. */
final class PlatformOption {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The platform with this data folder (default: that of MLTWIN_DATA, else the one"
                    + " started without --data).")
    private Path data;

    /** Returns the folder of the option; empty without it. */
    Optional<Path> folder() {
        return Optional.ofNullable(data);
    }

    Optional<RunningPlatform> find() throws IOException {
        return RunningPlatform.find(folder());
    }

    /** Returns the platform that runs, or refuses if it does not. */
    RunningPlatform require() throws IOException {
        return RunningPlatform.require(folder());
    }
}
