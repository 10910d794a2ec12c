package io.mltwin.container;

import ai.onnxruntime.OrtEnvironment;
import com.fasterxml.jackson.core.JsonFactory;
import io.mltwin.container.process.ContainerCommand;
import io.mltwin.container.process.ProcessRuntime;
import io.mltwin.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Containers on this JDK; the environment {@code onnx} has what a model needs. */
public final class TestContainers {

    private static final Path ENVIRONMENTS = Path.of("target/environments").toAbsolutePath();

    private TestContainers() {}

    public static ContainerRuntime runtime() {
        return new ProcessRuntime(command(), sandbox(), List.of());
    }

    /** The strongest that works here. */
    static Sandbox sandbox() {
        try {
            return Sandbox.find(
                    Path.of(System.getProperty("java.io.tmpdir")), command().readOnly());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static ContainerCommand command() {
        try {
            Path libraries = ENVIRONMENTS.resolve("onnx/target/libs");
            if (Files.notExists(libraries)) {
                Files.createDirectories(libraries);
                for (Class<?> type : List.of(OrtEnvironment.class, JsonFactory.class)) {
                    Path jar = Path.of(type.getProtectionDomain()
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
