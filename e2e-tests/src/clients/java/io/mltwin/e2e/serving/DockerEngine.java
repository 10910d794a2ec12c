package io.mltwin.e2e.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mltwin.local.layout.Checkout;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Docker on this machine, signed in to a registry: it pulls images of web services and runs them.
 */
final class DockerEngine {
    private static final String BASE = "mltwin/inference";
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path configuration;
    private final String registry;
    private final List<String> containers = new ArrayList<>();
    private final List<String> images = new ArrayList<>();

    /**
     * @param configuration an empty folder, for what Docker remembers of a sign-in
     * @param registry host and port
     */
    DockerEngine(Path configuration, String registry) {
        this.configuration = configuration;
        this.registry = registry;
    }

    /** A container that answers. */
    record Container(String name, String address) {}

    /** Builds the base of images, for the platform and for what it builds from now on. */
    void buildTheBase() throws Exception {
        if (command(PATIENCE, "images", "-q", BASE).isBlank()) {
            images.add(BASE);
        }
        command(
                Duration.ofMinutes(10),
                "build",
                "-q",
                "-t",
                BASE,
                "--target",
                "inference",
                "-f",
                "deploy/compose/Dockerfile",
                ".");
    }

    void signIn(String user, String password) throws Exception {
        command(PATIENCE, "login", "-u", user, "-p", password, registry);
    }

    /**
     * Pulls an image by its {@code imageLocation}, and runs it.
     *
     * @return once it answers
     */
    Container run(String imageLocation) throws Exception {
        String image = inRegistry(imageLocation);
        command(Duration.ofMinutes(5), "pull", "-q", image);
        images.add(image);
        String name = "mltwin-" + UUID.randomUUID();
        containers.add(name);
        command(
                PATIENCE,
                "run",
                "-d",
                "--name",
                name,
                "-p",
                "127.0.0.1::5001",
                "--read-only",
                "--tmpfs",
                "/tmp:exec",
                "--cap-drop",
                "ALL",
                image);
        String port =
                command(PATIENCE, "port", name, "5001/tcp").lines().findFirst().orElseThrow();
        Container container = new Container(name, "http://" + port);
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(
                        () -> assertThat(get(container, "/").statusCode()).isEqualTo(200));
        return container;
    }

    /** As Docker names it: by the service's own address, which needs no certificate's trust. */
    private String inRegistry(String imageLocation) {
        return registry
                + "/"
                + imageLocation.substring(0, imageLocation.indexOf('.'))
                + imageLocation.substring(imageLocation.indexOf('/'));
    }

    /** What a program of the image prints that is run in the container. */
    String execute(Container container, String program) throws Exception {
        return command(PATIENCE, "exec", container.name(), program);
    }

    HttpResponse<String> get(Container container, String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(container.address() + path)).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> score(Container container, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(container.address() + "/score"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    /** Ends the containers, and leaves no image or sign-in of them. */
    void clear() throws Exception {
        for (String container : containers) {
            command(PATIENCE, "rm", "-f", container);
        }
        // other platforms on this machine would take it as the base of their images
        for (String image : images) {
            command(PATIENCE, "rmi", "-f", image);
        }
        command(PATIENCE, "logout", registry);
    }

    /** Returns what Docker printed; anything but its good end fails the test. */
    private String command(Duration patience, String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("docker", "--config", configuration.toString()));
        line.addAll(List.of(arguments));
        Path printed = Files.createTempFile("docker", ".log");
        Process process = new ProcessBuilder(line)
                .directory(Checkout.find().root().toFile())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        boolean ended = process.waitFor(patience.toSeconds(), TimeUnit.SECONDS);
        String text = Files.readString(printed).strip();
        Files.delete(printed);
        assertThat(ended && process.exitValue() == 0)
                .as(arguments[0] + ": " + text)
                .isTrue();
        return text;
    }
}
