package io.mltwin.local.check;

import io.mltwin.local.layout.RefusalException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs a plan step by step, until one fails. */
public final class CheckRun {
    private static final Pattern CLASS_DONE =
            Pattern.compile("\\[\\w+] Tests run: (\\d+),.* Time elapsed: (\\S+ s).* -- in (\\S+)");
    private static final Pattern FAILED_MODULE =
            Pattern.compile("\\[ERROR] Failed to execute goal (\\S+).* on project (\\S+?):.*");

    /** The line of Maven's output behind which it writes only about itself. */
    private static final String END_OF_ERRORS = "-> [Help 1]";

    private final Path checkout;
    private final String maven;
    private final PrintStream out;
    private String failedModule;
    private boolean testsFailed;
    private boolean explained;

    public CheckRun(Path checkout, String maven, PrintStream out) {
        this.checkout = checkout;
        this.maven = maven;
        this.out = out;
    }

    /** Runs all steps; refuses with the step, the module and the place of the report. */
    public void run(CheckPlan plan, boolean withClients) throws IOException, InterruptedException {
        List<CheckStep> steps = CheckStep.of(plan, checkout, withClients);
        long start = System.nanoTime();
        for (int i = 0; i < steps.size(); i++) {
            run(steps.get(i), (i + 1) + " of " + steps.size());
        }
        out.println("All that the change can touch is green, after " + since(start) + ".");
    }

    private void run(CheckStep step, String number) throws IOException, InterruptedException {
        out.println("== " + number + ": " + step.title());
        long start = System.nanoTime();
        Path log = Files.createDirectories(checkout.resolve("target/check"))
                .resolve(step.title().replace(' ', '-') + ".log");
        Process run = start(step.arguments());
        try (BufferedReader lines = run.inputReader();
                PrintWriter copy = new PrintWriter(Files.newBufferedWriter(log))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                copy.println(line);
                show(line);
            }
        }
        if (run.waitFor() != 0) {
            throw new RefusalException("step "
                    + number
                    + " failed, "
                    + step.title()
                    + ", after "
                    + since(start)
                    + failure()
                    + " Maven's output is "
                    + checkout.relativize(log)
                    + ".");
        }
        out.println("   " + since(start));
    }

    private Process start(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(maven));
        command.addAll(arguments);
        try {
            return new ProcessBuilder(command)
                    .directory(checkout.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new RefusalException("Maven was not found: install Maven 3.9 or newer.", e);
        }
    }

    /** Prints what a person waits for: each class that is done, and errors. */
    private void show(String line) {
        Matcher done = CLASS_DONE.matcher(line);
        Matcher failed = FAILED_MODULE.matcher(line);
        if (done.matches()) {
            out.printf("   %s: %s tests, %s%n", done.group(3), done.group(1), done.group(2));
        } else if (line.startsWith("[ERROR]") && !explained) {
            out.println(line);
            explained = line.endsWith(END_OF_ERRORS);
        }
        if (failed.matches()) {
            testsFailed = failed.group(1).contains("surefire");
            failedModule = failed.group(2);
        }
    }

    private String failure() {
        if (failedModule == null) {
            return ".";
        }
        String folder = ModuleGraph.read(checkout).modules().stream()
                .filter(module -> module.artifact().equals(failedModule))
                .map(MavenModule::folder)
                .findFirst()
                .orElse(failedModule);
        return " in " + folder + "." + (testsFailed ? " The reports are " + folder + "/target/surefire-reports." : "");
    }

    private static String since(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toSeconds() + " s";
    }
}
