package io.mltwin.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The Docker engine of this machine, by Docker's own command line. */
final class DockerEngine {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private DockerEngine() {}

    /** Returns whether an engine answers. */
    static boolean answers() {
        return answersInTime(
                () -> {
                    run("version", "--format", "{{.Server.Version}}");
                    return true;
                },
                PATIENCE);
    }

    /** An engine that accepts a question and never answers it counts as none. */
    static boolean answersInTime(Callable<Boolean> question, Duration patience) {
        FutureTask<Boolean> answer = new FutureTask<>(question);
        Thread asking = new Thread(answer, "docker-question");
        asking.setDaemon(true);
        asking.start();
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            answer.cancel(true);
            System.err.println("Docker does not answer (" + e + "): PostgreSQL of the tests runs as a process");
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Returns what {@code docker ARGUMENTS} prints. */
    static String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        Process docker = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            docker.getOutputStream().close();
            String output = new String(docker.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (docker.waitFor() != 0) {
                throw new IOException("'docker " + arguments[0] + "' failed: " + output);
            }
            return output;
        } finally {
            docker.destroyForcibly();
        }
    }
}
