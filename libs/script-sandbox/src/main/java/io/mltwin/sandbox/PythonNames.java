package io.mltwin.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The names {@code python}, {@code pip} and {@code pip3}, which every image of Azure ML has, on
 * machines where Python is called {@code python3} alone. They lie in a folder that sandboxes only
 * read, first in {@code PATH}, and start the {@code python3} that follows there: that of a virtual
 * environment where one is active.
 */
final class PythonNames {

    private static final List<String> NAMES = List.of("python", "pip", "pip3");

    private static final String PROGRAM = """
            #!/bin/sh
            command -v python3 > /dev/null || {
              echo "${0##*/}: there is no python3 on the PATH: install Debian's python3 on this machine" >&2
              exit 127
            }
            [ "${0##*/}" = python ] && exec python3 "$@"
            exec python3 -c 'import sys
            sys.path[:] = filter(None, sys.path)
            sys.argv[0] = "pip"
            try:
                from pip._internal.cli.main import main
            except ImportError as reason:
                sys.exit("pip: %s has no pip (%s): install python3-pip of Debian on this machine" % (sys.executable, reason))
            sys.exit(main())' "$@"
            """;

    private final Path place;
    private Path folder;

    /**
     * @param place holds the folder of names next to those of requests
     */
    PythonNames(Path place) {
        this.place = place;
    }

    /**
     * Returns the same request, whose command finds the names. Where nothing can be written, as in
     * an image that Docker runs read-only, those of the machine must do.
     */
    SandboxRequest addTo(SandboxRequest request) throws IOException {
        return Files.isWritable(place) ? request.withPrograms(folder()) : request;
    }

    /** Makes the folder at its first use, and again where somebody emptied the place. */
    private synchronized Path folder() throws IOException {
        if (folder == null || !NAMES.stream().map(folder::resolve).allMatch(Files::isExecutable)) {
            Path fresh =
                    Files.createTempDirectory(place, ".names-").toAbsolutePath().normalize();
            fresh.toFile().deleteOnExit();
            for (String name : NAMES) {
                Path file = Files.writeString(fresh.resolve(name), PROGRAM);
                file.toFile().deleteOnExit();
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r-xr-xr-x"));
            }
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
            folder = fresh;
        }
        return folder;
    }
}
