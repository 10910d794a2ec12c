package io.mltwin.local.compose;

import io.mltwin.local.layout.BoundedContent;
import io.mltwin.local.layout.Checkout;
import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.PlatformSettings;
import io.mltwin.local.layout.RefusalException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * The platform of a checkout as containers, seen from the machine: asked and told through docker
 * compose, which finds the project by the folder or by COMPOSE_PROJECT_NAME.
 */
public final class ComposeProject {
    private static final String DOCKER = "docker";
    private static final String PROJECT_NAME = "COMPOSE_PROJECT_NAME";

    /** How long Docker may take to say whether a container runs. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Path checkout;
    private final Optional<String> name;
    private final String docker;
    private final Duration patience;

    /** The project that the folder or the environment names. */
    public ComposeProject(Path checkout) {
        this(checkout, Optional.empty(), DOCKER, PATIENCE);
    }

    /** Makes a project of another name than those that the checkout may have. */
    public ComposeProject(Path checkout, String name) {
        this(checkout, Optional.of(name), DOCKER, PATIENCE);
    }

    /**
     * @param docker the program that is asked
     * @param patience how long it may take to say whether a container runs
     */
    ComposeProject(Path checkout, Optional<String> name, String docker, Duration patience) {
        this.checkout = checkout;
        this.name = name;
        this.docker = docker;
        this.patience = patience;
    }

    /** The output of a command and its exit code. */
    public record Outcome(int exitCode, byte[] output) {
        public String text() {
            return new String(output, StandardCharsets.UTF_8);
        }
    }

    /** The project of a checkout, if docker is there and the operator's container runs. */
    public static Optional<ComposeProject> running(Checkout checkout) throws IOException {
        if (!Files.exists(checkout.root().resolve("docker-compose.yml")) || !dockerInstalled()) {
            return Optional.empty();
        }
        ComposeProject project = new ComposeProject(checkout.root());
        return project.runs() ? Optional.of(project) : Optional.empty();
    }

    private static boolean dockerInstalled() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Pattern.compile(":")
                .splitAsStream(path)
                .filter(folder -> !folder.isEmpty())
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, DOCKER)));
    }

    /**
     * Returns whether the operator's container runs. Where no Docker engine answers in time, it does not.
     */
    public boolean runs() throws IOException {
        ProcessBuilder question = command(List.of("ps", "--quiet", "--status", "running", ComposeLayout.OPERATOR))
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        Process process = question.start();
        process.getOutputStream().close();
        try {
            // an answer is a few ids, which the pipe holds until the process has ended
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)
                    && process.exitValue() == 0
                    && !BoundedContent.printed(process).isEmpty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("docker compose was interrupted.");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /**
     * Copies what a client on this machine needs, the authority's certificate and the operator's
     * credentials, into a folder that only its owner can read.
     */
    public PlatformSettings fetch(DataFolder folder) throws IOException {
        Outcome archive = exec(ComposeLayout.OPERATOR, "tar", "-C", "/mltwin", "-c", "trust", "private");
        if (archive.exitCode() != 0) {
            throw new RefusalException(
                    "The operator's credentials cannot be read from the Compose platform: see 'docker compose ps'.");
        }
        DataFolder.createPrivate(folder.root());
        DataFolder.createPrivate(folder.root().resolve("private"));
        DataFolder.createPrivate(folder.operatorCredentials().getParent());
        Files.createDirectories(folder.trust());
        try (TarArchiveInputStream files = new TarArchiveInputStream(new ByteArrayInputStream(archive.output()))) {
            for (TarArchiveEntry entry = files.getNextEntry(); entry != null; entry = files.getNextEntry()) {
                Path file = folder.root().resolve(entry.getName()).normalize();
                if (entry.isFile() && file.startsWith(folder.root())) {
                    DataFolder.createPrivate(file.getParent());
                    DataFolder.writePrivate(file, new String(files.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return ComposeTrust.settings(folder);
    }

    /** Runs a command in the container of a service, as that service's user. */
    public Outcome exec(String service, String... command) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("exec", "-T", service));
        arguments.addAll(List.of(command));
        return compose(arguments);
    }

    /** Runs docker compose; what it says on standard error is passed on. */
    public Outcome compose(List<String> arguments) throws IOException {
        return outcome(command(arguments).redirectError(ProcessBuilder.Redirect.INHERIT));
    }

    /** Runs docker itself. */
    public static Outcome docker(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(DOCKER));
        command.addAll(arguments);
        return outcome(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT));
    }

    private static Outcome outcome(ProcessBuilder command) throws IOException {
        Process process = command.start();
        process.getOutputStream().close();
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        process.getInputStream().transferTo(output);
        return new Outcome(end(process), output.toByteArray());
    }

    /** Runs docker compose for the person at the terminal. */
    public int show(List<String> arguments) throws IOException {
        return end(command(arguments).inheritIO().start());
    }

    private ProcessBuilder command(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(docker, "compose", "--progress", "quiet"));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).directory(checkout.toFile());
        name.ifPresent(project -> builder.environment().put(PROJECT_NAME, project));
        return builder;
    }

    private static int end(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("docker compose was interrupted.");
        }
    }
}
