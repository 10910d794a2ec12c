package io.mltwin.container.process;

import io.mltwin.container.ContainerException;
import io.mltwin.container.ContainerException.Kind;
import io.mltwin.container.ContainerRuntime;
import io.mltwin.container.ContainerRuntime.ContainerChannel;
import io.mltwin.container.ContainerSpec;
import io.mltwin.sandbox.Sandbox;
import io.mltwin.sandbox.SandboxProcess;
import io.mltwin.sandbox.SandboxRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Containers are processes of this machine, children of this one, in a sandbox. */
public final class ProcessRuntime implements ContainerRuntime {

    private final ContainerCommand command;
    private final Sandbox sandbox;
    private final List<Integer> ports;

    /**
     * @param ports of this machine that containers reach
     */
    public ProcessRuntime(ContainerCommand command, Sandbox sandbox, List<Integer> ports) {
        this.command = command;
        this.sandbox = sandbox;
        this.ports = ports;
    }

    private static List<Path> packages(ContainerSpec spec) {
        return spec.packages() == null ? List.of() : List.of(spec.packages());
    }

    @Override
    public ContainerChannel launch(ContainerSpec spec, Consumer<String> log) throws ContainerException {
        try {
            Files.createDirectories(ContainerCommand.temporary(spec.folder()));
            SandboxRequest request = SandboxRequest.of(spec.folder(), command.line(spec, spec.folder()))
                    .readOnly(command.readOnly())
                    .readOnly(packages(spec))
                    .environment(command.variables(spec, spec.folder()))
                    .network(sandbox.network(ports, List.of()))
                    .build();
            SandboxProcess started = sandbox.start(request);
            started.process().onExit().thenRun(request.network()::close);
            return new ProcessChannel(started, log);
        } catch (IOException | IllegalArgumentException e) {
            throw new ContainerException(Kind.START_FAILED, "the container did not start: " + e.getMessage(), e);
        }
    }
}
