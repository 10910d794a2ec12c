package io.mltwin.node.environment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    /**
     * The Python that an environment asks for.
     *
     * <p>Deviation: a node has one Python, so another minor version of the same major one is accepted,
     * and the log says so.
     */
    static final class PythonVersion {

        private static final Pattern CLAUSE = Pattern.compile("(==|!=|<=|>=|~=|<|>)([0-9]+)(\\.[0-9A-Za-z.*]+)?");

        private PythonVersion() {}

        /**
         * Returns whether a node's Python may stand for the one that is asked for.
         *
         * @param asked in pip's form, such as {@code ==3.10.*}
         * @param present such as {@code 3.13.5}
         */
        static boolean accepts(String asked, String present) {
            int major = Integer.parseInt(present.substring(0, present.indexOf('.')));
            for (String clause : asked.split(",")) {
                Matcher parts = CLAUSE.matcher(clause.strip());
                if (!parts.matches()) {
                    return false;
                }
                int wanted = Integer.parseInt(parts.group(2));
                boolean isMajorAlone = parts.group(3) == null || parts.group(3).matches("(\\.0)+(\\.\\*)?");
                boolean fits = switch (parts.group(1)) {
                    case "==", "~=" -> major == wanted;
                    case ">=", ">" -> major >= wanted;
                    case "<" -> isMajorAlone ? major < wanted : major <= wanted;
                    case "<=" -> major <= wanted;
                    default -> true;
                };
                if (!fits) {
                    return false;
                }
            }
            return true;
        }
    }
}
