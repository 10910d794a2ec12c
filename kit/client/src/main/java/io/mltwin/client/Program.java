package io.mltwin.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A program that is run to its end, such as the launcher of an installation. */
final class Program {
    private Program() {}

    /** Returns a program of the JDK that runs this JVM. */
    static String ofJdk(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    /** Returns the last line that a program printed on standard output. */
    static String lastLine(String... command) {
        List<String> said = run(command);
        if (said.isEmpty()) {
            throw new MltwinException("'" + String.join(" ", command) + "' printed nothing.");
        }
        return said.get(said.size() - 1);
    }

    /**
     * Returns the lines that a program printed on standard output.
     *
     * @throws MltwinException if it failed: with the program, what it said on standard error, and a file with all of it
     */
    static List<String> run(String... command) {
        String program = String.join(" ", command);
        try {
            Path log = Files.createTempFile("mltwin-", ".log");
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
            builder.environment().putIfAbsent("JAVA_HOME", System.getProperty("java.home"));
            Process process = builder.start();
            process.getOutputStream().close();
            List<String> said = process.inputReader().lines().toList();
            int code = process.waitFor();
            if (code == 0) {
                Files.delete(log);
                return said;
            }
            String cause = Files.readString(log).strip();
            Files.write(log, said, StandardOpenOption.APPEND);
            throw new MltwinException("'" + program + "' failed (exit value " + code + "): " + cause
                    + "\nAll that it said is in " + log + ".");
        } catch (IOException e) {
            throw new MltwinException("'" + program + "' could not be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MltwinException("'" + program + "' was interrupted.", e);
        }
    }
}
