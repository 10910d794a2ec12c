package io.mltwin.node.environment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * The Python of a machine, on which environments stand.
 *
 * @param digest of the machine's kind and the packages of its system: an environment holds none of
 *     them
 */
record SystemPython(Path program, String version, String digest) {

    private static final String FACTS = """
            import hashlib, os, platform, sys
            facts = [platform.machine()] + sorted(
                name for folder in sys.path if os.path.isdir(folder) for name in os.listdir(folder)
                if name.endswith(('.dist-info', '.egg-info')))
            print(platform.python_version(), hashlib.sha256('\\n'.join(facts).encode()).hexdigest())
            """;
    private static final int DIGEST_LENGTH = 16;
    private static final int MOST = 256;

    /** Returns major and minor version, such as 3.13. */
    String minorVersion() {
        return version.substring(0, version.indexOf('.', version.indexOf('.') + 1));
    }

    static SystemPython read(Path program) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(program.toString(), "-I", "-c", FACTS).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readNBytes(MOST), StandardCharsets.US_ASCII).strip();
        if (!process.waitFor(10, TimeUnit.SECONDS) || !said.matches("[0-9]+\\.[0-9]+\\.[0-9.]*\\w* [0-9a-f]{64}")) {
            throw new IOException(program + " does not tell its version");
        }
        int blank = said.indexOf(' ');
        return new SystemPython(
                program, said.substring(0, blank), said.substring(blank + 1).substring(0, DIGEST_LENGTH));
    }
}
