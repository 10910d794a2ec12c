package io.mltwin.container;

import ai.onnxruntime.OrtEnvironment;
import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Containers on this JDK; the environment {@code onnx} has what a model needs. */
final class TestContainers {

    private static final Path ENVIRONMENTS = Path.of("target/environments").toAbsolutePath();

    private TestContainers() {}

    static ContainerRuntime runtime() {
        return new ProcessRuntime(command());
    }

    static ContainerCommand command() {
        try {
            Path libraries = ENVIRONMENTS.resolve("onnx/target/libs");
            if (Files.notExists(libraries)) {
                Files.createDirectories(libraries);
                for (Class<?> type : List.of(OrtEnvironment.class, JsonFactory.class)) {
                    Path jar =
                            Path.of(
                                    type.getProtectionDomain()
                                            .getCodeSource()
                                            .getLocation()
                                            .toURI());
                    Files.copy(jar, libraries.resolve(jar.getFileName()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
        return new ContainerCommand(Path.of(System.getProperty("java.home")), ENVIRONMENTS);
    }
}
