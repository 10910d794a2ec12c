package io.mltwin.node;

import io.mltwin.wheels.Wheel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder of packages as pip's option {@code --find-links} reads it. */
record TestWheels(Path folder) {

    static TestWheels in(Path folder) throws IOException {
        return new TestWheels(Files.createDirectories(folder));
    }

    /** Adds a package of one module, whose member {@code VALUE} is the version. */
    void add(String name, String version) throws IOException {
        add(name, version, null);
    }

    /** Adds such a package with a program of its name that prints the version. */
    void addProgram(String name, String version) throws IOException {
        add(name, version, "tell");
    }

    private void add(String name, String version, String program) throws IOException {
        String code = "VALUE = '" + version + "'\ndef tell():\n    print('" + name + "', VALUE)\n";
        Wheel wheel = new Wheel(name, version, code, program);
        Files.write(folder.resolve(wheel.file()), wheel.bytes());
    }

    /**
     * Adds a package in source form whose build notes the variables that it has, whether it can
     * read a file, and what Python it finds; returns its folder.
     */
    Path addCurious(Path file) throws IOException {
        Path source = Files.createDirectories(folder.resolve("curious"));
        Files.writeString(source.resolve("pyproject.toml"), """
                [build-system]
                requires = []
                build-backend = "backend"
                backend-path = ["."]
                """);
        Files.writeString(source.resolve("backend.py"), """
                import os, subprocess, zipfile
                def told(*line):
                    return subprocess.run(line, capture_output=True, text=True, check=True).stdout
                def build_wheel(folder, config_settings=None, metadata_directory=None):
                    name = 'curious-1.0-py3-none-any.whl'
                    try:
                        read = open('%s').read()
                    except OSError as e:
                        read = 'refused'
                    python = told('python', '-c', 'import sys; print(sys.prefix)').strip()
                    with zipfile.ZipFile(os.path.join(folder, name), 'w') as z:
                        told_all = (sorted(os.environ), read, python)
                        z.writestr('curious.py', 'NAMES = %%r; READ = %%r; PYTHON = %%r' %% told_all)
                        facts = 'curious-1.0.dist-info/'
                        z.writestr(facts + 'METADATA', 'Metadata-Version: 2.1\\nName: curious\\nVersion: 1.0\\n')
                        z.writestr(facts + 'WHEEL', 'Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n')
                        z.writestr(facts + 'RECORD', '')
                    return name
                """.formatted(file));
        return source;
    }

    /**
     * Adds a package in source form whose build holds the shell of all builds, and executes
     * commands in its home when pip has ended; returns its folder.
     */
    Path addHostile(String commands) throws IOException {
        Path source = addCurious(Path.of("/none"));
        Path backend = source.resolve("backend.py");
        Files.writeString(source.resolve("attack.sh"), """
                until grep -q '^State:.Z' /proc/$1/status; do sleep 0.02; done
                cd "$HOME"; %s
                kill -CONT $2
                """.formatted(commands));
        Files.writeString(backend, Files.readString(backend).replace("    try:\n", """
                                    import signal, subprocess
                                    pip = os.getppid()
                                    shell = open('/proc/%d/stat' % pip).read().rsplit(')')[-1].split()[1]
                                    os.kill(int(shell), signal.SIGSTOP)
                                    subprocess.Popen(['/bin/sh', '-c', open('attack.sh').read(), 'sh', str(pip), shell],
                                        start_new_session=True, stdin=-3, stdout=-3, stderr=-3)
                                    try:
                                """));
        return source;
    }

    /** Adds a package in source form whose build waits for a file; returns its folder. */
    Path addPatient(Path file) throws IOException {
        Path source = addCurious(file);
        Path backend = source.resolve("backend.py");
        Files.writeString(
                backend,
                Files.readString(backend)
                        .replace(
                                "    try:\n",
                                "    import time\n    while not os.path.exists('"
                                        + file
                                        + "'):\n"
                                        + "        time.sleep(0.05)\n    try:\n"));
        return source;
    }
}
