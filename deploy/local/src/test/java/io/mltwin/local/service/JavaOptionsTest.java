package io.mltwin.local.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mltwin.local.layout.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A JVM that has no memory left ends, and its supervisor starts it again. Otherwise it would live
 * on without the threads that the error ended.
 */
class JavaOptionsTest {
    private static final String OPTION = "-XX:+ExitOnOutOfMemoryError";
    private static final String SIGN = "-XX:+UseSerialGC";

    @Test
    void whateverStartsAJvmOfThePlatformEndsItWithoutMemory() throws IOException {
        Path root = Checkout.find().root();

        List<String> starting = starting(root);
        List<String> without = starting.stream()
                .filter(file -> !text(root.resolve(file)).contains(OPTION))
                .toList();

        assertTrue(
                starting.containsAll(List.of(
                        "mltwin",
                        "docker-compose.yml",
                        "deploy/compose/start.sh",
                        "deploy/compose/mltwin.sh",
                        "libs/platform-kit/src/main/java/io/mltwin/local/kafka/KafkaPart.java",
                        "deploy/local/src/main/java/io/mltwin/local/service/ServiceJvm.java")),
                () -> "found: " + starting);
        assertEquals(List.of(), without);
    }

    /**
     * The files that start JVMs, but those of scripts and of tests, whose options are their own.
     */
    private static List<String> starting(Path root) throws IOException {
        Stream<Path> top = Stream.of(root.resolve("mltwin"), root.resolve("docker-compose.yml"));
        try (Stream<Path> deploy = Files.walk(root.resolve("deploy"));
                Stream<Path> libraries = Files.walk(root.resolve("libs"));
                Stream<Path> compute = Files.walk(root.resolve("compute-service"))) {
            return Stream.of(top, deploy, libraries, compute)
                    .flatMap(files -> files)
                    .filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .filter(file -> file.matches("[^/]*|.*\\.(java|sh|yml)"))
                    .filter(file -> !file.matches(".*/target/.*|.*/src/test/.*|deploy/bench/.*"))
                    .filter(file -> !file.startsWith("deploy/compute-node/"))
                    .filter(file -> !file.startsWith("libs/test-kit/"))
                    .filter(file -> text(root.resolve(file)).contains(SIGN))
                    .sorted()
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
