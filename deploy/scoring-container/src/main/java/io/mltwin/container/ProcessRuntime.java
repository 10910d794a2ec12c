package io.mltwin.container;

import io.mltwin.container.ContainerException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Containers are processes of this machine, children of this one. */
public final class ProcessRuntime implements ContainerRuntime {

    private static final List<String> INHERITED = List.of("PATH", "HOME", "LANG");

    private final ContainerCommand command;

    public ProcessRuntime(ContainerCommand command) {
        this.command = command;
    }

    @Override
    public ContainerChannel launch(ContainerSpec spec, Consumer<String> log)
            throws ContainerException {
        ProcessBuilder builder =
                new ProcessBuilder(command.line(spec, spec.folder()))
                        .directory(command.workingFolder(spec, spec.folder()).toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(INHERITED);
        environment.putAll(command.variables(spec, spec.folder()));
        try {
            Files.createDirectories(ContainerCommand.temporary(spec.folder()));
            return new ProcessChannel(builder.start(), log);
        } catch (IOException e) {
            throw new ContainerException(
                    Kind.START_FAILED, "the container did not start: " + e.getMessage(), e);
        }
    }
}
