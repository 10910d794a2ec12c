package io.mltwin.sandbox;

import static io.mltwin.sandbox.SandboxPlace.PATH;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Machines whose folders of programs have these and those names, in every kind of sandbox. */
class PythonNamesTest {

    /** Says which one it is and what it was given; the text of a program is left out. */
    private static final String INTERPRETER = """
            #!/bin/sh
            echo -n "${0%%/bin*}" | tail -c 2
            for word; do case $word in *pip*) echo -n " [pip]" ;; *) echo -n " [$word]" ;; esac; done
            echo
            """;

    private SandboxPlace sandboxes;
    private Path run;

    @BeforeEach
    void makeFolders() throws IOException {
        sandboxes = new SandboxPlace();
        run = sandboxes.place.resolve("run");
    }

    @AfterEach
    void removeFolders() throws IOException {
        sandboxes.close();
    }

    /** A kind of sandbox, what the machine has, a command, its exit code and what it prints. */
    static List<Arguments> machines() throws IOException {
        String[][] rows = {
            {"/a/bin/python3", "python train.py 'a b' --c", "0", "/a [train.py] [a b] [--c]"},
            {"/a/bin/python3", "/bin/sh -c 'python -m x'", "0", "/a [-m] [x]"},
            {"/a/bin/python3", "/usr/bin/env python x", "0", "/a [x]"},
            {"/a/bin/python3", "python", "0", "/a"},
            {"/a/bin/python3", "python3 x", "0", "/a [x]"},
            {"/a/bin/python3", "pip --version", "0", "/a [-c] [pip] [--version]"},
            {"/a/bin/python3", "pip3 install 'x>1'", "0", "/a [-c] [pip] [install] [x>1]"},
            // a virtual environment before the machine's own
            {"/b/bin/python3 /a/bin/python3", "python x; pip x", "0", "/b [x]\n/b [-c] [pip] [x]"},
            // a machine with all the names, perhaps of other interpreters
            {"/a/bin/python3 /b/bin/python", "python x", "0", "/a [x]"},
            {"/a/bin/python3 /b/bin/pip", "pip x", "0", "/a [-c] [pip] [x]"},
            {"/b/bin/python", "python3 x", "127", "not found"},
            {"", "python x", "127", "python: there is no python3 on the PATH: install Debian's"},
            {"", "pip x", "127", "pip: there is no python3 on the PATH: install Debian's"},
        };
        List<Arguments> all = new ArrayList<>();
        for (SandboxKind kind : SandboxPlace.working().toList()) {
            for (String[] row : rows) {
                all.add(Arguments.of(kind, row[0], row[1], Integer.parseInt(row[2]), row[3]));
            }
        }
        return all;
    }

    @ParameterizedTest(name = "{0}: [{1}] {2}")
    @MethodSource("machines")
    void leadToThePythonThatFollowsOnThePath(
            SandboxKind kind, String programs, String command, int code, String printed) throws Exception {
        // Given
        StringBuilder path = new StringBuilder();
        StringBuilder make = new StringBuilder();
        for (String program : programs.split(" ")) {
            if (!program.isEmpty()) {
                Path file = run.resolve(program.substring(1));
                path.append(file.getParent()).append(':');
                make.append("mkdir -p ")
                        .append(file.getParent())
                        .append("; cat > ")
                        .append(file);
                make.append(" <<'END'\n")
                        .append(INTERPRETER)
                        .append("END\nchmod 700 ")
                        .append(file);
                make.append('\n');
            }
        }
        // the machine's own programs without its Python
        make.append("mkdir sys; for p in sh tail echo; do ln -s /usr/bin/$p sys/$p; done\n");
        make.append("PATH=${PATH%%").append(PATH).append("}").append(path).append("$PWD/sys\n");

        // When
        String output = sandboxes.run(kind, Map.of("PATH", PATH), make + command, code);

        // Then
        assertThat(output).contains(printed);
    }

    static Stream<SandboxKind> protecting() throws IOException {
        return SandboxPlace.protecting();
    }

    @ParameterizedTest
    @MethodSource("protecting")
    void areOnlyReadByScripts(SandboxKind kind) throws Exception {
        // When
        String output = sandboxes.run(kind, Map.of("PATH", PATH), """
                        names=${PATH%%:*}
                        echo x > $names/python; echo x > $names/new; rm -f $names/pip
                        chmod 777 $names $names/python; mv $names other; ls $names
                        """, 0);

        // Then
        assertThat(output.lines().filter(line -> !line.contains(": "))).containsExactly("pip", "pip3", "python");
    }

    static Stream<SandboxKind> working() throws IOException {
        return SandboxPlace.working();
    }

    @ParameterizedTest
    @MethodSource("working")
    void areMadeAgainWhereThePlaceWasEmptied(SandboxKind kind) throws Exception {
        // Given
        Sandbox sandbox = Sandbox.find(sandboxes.place, List.of(), EnumSet.of(kind));
        Path first = names(sandbox, "first");
        for (String name : List.of("python", "pip", "pip3")) {
            Files.delete(first.resolve(name));
        }
        Files.delete(first);

        // When
        Path second = names(sandbox, "second");

        // Then
        assertThat(second).isDirectory().isNotEqualTo(first);
        assertThat(names(sandbox, "third")).isEqualTo(second);
    }

    /** Returns the first folder of the path of a command. */
    private Path names(Sandbox sandbox, String folder) throws Exception {
        SandboxProcess process = sandbox.start(SandboxRequest.of(
                        Files.createDirectory(sandboxes.place.resolve(folder)),
                        List.of("/bin/sh", "-c", "echo ${PATH%%:*}"))
                .build());
        process.closeInput();
        try (var out = process.process().inputReader()) {
            return Path.of(out.readLine());
        }
    }
}
