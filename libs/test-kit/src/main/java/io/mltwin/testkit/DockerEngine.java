package io.mltwin.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.testcontainers.DockerClientFactory;

/** The Docker engine of this machine, asked once in a test run. */
final class DockerEngine {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static Boolean answers;

    private DockerEngine() {}

    /**
     * Whether an engine answers. It is asked only where there are signs of one, since asking costs
     * seconds where there is none.
     */
    static synchronized boolean answers() {
        if (answers == null) {
            boolean signs =
                    System.getenv("DOCKER_HOST") != null
                            || Files.exists(Path.of("/var/run/docker.sock"));
            answers =
                    signs
                            && answersInTime(
                                    () -> DockerClientFactory.instance().isDockerAvailable(),
                                    PATIENCE);
        }
        return answers;
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
            System.err.println(
                    "Docker does not answer ("
                            + e
                            + "): PostgreSQL and Kafka of the tests run as processes");
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
