package io.mltwin.sandbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The last step before the command: a shell that reads the environment as one line of its standard
 * input and leaves the rest of it to the command. So a variable stands in no command line, and none
 * like {@code LD_PRELOAD} acts on a program outside of the sandbox.
 */
final class Shim {

    private static final String READ = "cd \"$1\" || exit 126; shift; nl='\n'; IFS= read -r line || exit 126;"
            + " unset PWD OLDPWD SHLVL _; eval \"$line\"; ";

    /** The shell becomes the command. Folders for temporary files are shared: files are private. */
    private static final String BECOME = "umask 077; " + READ + "exec \"$@\"";

    /** The shell stays: it is the first process of its namespace and takes in orphans. */
    private static final String STAY = READ + "\"$@\"; exit $?";

    private Shim() {}

    static List<String> line(Path folder, List<String> command, boolean firstProcess) {
        List<String> line = new ArrayList<>();
        line.addAll(List.of("/bin/sh", "-c", firstProcess ? STAY : BECOME, "sh"));
        line.add(folder.toString());
        line.addAll(command);
        return line;
    }

    /** Returns the line that the shell reads, with its end. */
    static String environment(Map<String, String> variables) {
        if (variables.isEmpty()) {
            return ":\n";
        }
        return new TreeMap<>(variables)
                .entrySet().stream()
                        .map(variable -> variable.getKey() + "=" + quoted(variable.getValue()))
                        .collect(Collectors.joining(" ", "export ", "\n"));
    }

    private static String quoted(String value) {
        return "'" + value.replace("'", "'\\''").replace("\n", "'\"$nl\"'") + "'";
    }
}
