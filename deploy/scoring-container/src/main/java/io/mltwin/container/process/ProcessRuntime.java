package io.mltwin.container.process;

import io.mltwin.container.ContainerException;
import io.mltwin.container.ContainerException.Kind;
import io.mltwin.container.ContainerRuntime;
import io.mltwin.container.ContainerRuntime.ContainerChannel;
import io.mltwin.container.ContainerSpec;
import io.mltwin.container.Frame;
import io.mltwin.container.LogLines;
import io.mltwin.sandbox.Sandbox;
import io.mltwin.sandbox.SandboxProcess;
import io.mltwin.sandbox.SandboxRequest;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
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

    /** A container that is a process of this machine: frames on its stdin and stdout. */
    private static final class ProcessChannel implements ContainerChannel {

        private final SandboxProcess sandbox;
        private final Process process;
        private final InputStream in;
        private final OutputStream out;

        ProcessChannel(SandboxProcess sandbox, Consumer<String> log) {
            this.sandbox = sandbox;
            this.process = sandbox.process();
            this.in = new BufferedInputStream(process.getInputStream());
            this.out = new BufferedOutputStream(process.getOutputStream());
            Thread copying = new Thread(() -> copyLog(log), "container-" + process.pid() + "-log");
            copying.setDaemon(true);
            copying.start();
        }

        @Override
        public Frame read() throws IOException {
            return Frame.readFrom(in, Frame.MAX_ANSWER);
        }

        @Override
        public void write(List<Frame> frames) throws IOException {
            for (Frame frame : frames) {
                frame.appendTo(out);
            }
            out.flush();
        }

        @Override
        public void destroy() {
            List<ProcessHandle> children = process.descendants().toList();
            process.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
        }

        @Override
        public String awaitEnd() {
            int exitCode = process.onExit().join().exitValue();
            try {
                sandbox.endLeftovers();
            } catch (IOException e) {
                return "exit code " + exitCode + ", and not all it started could be ended";
            }
            return "exit code " + exitCode;
        }

        @Override
        public boolean isAlive() {
            return process.isAlive();
        }

        @Override
        public long pid() {
            return process.pid();
        }

        private void copyLog(Consumer<String> log) {
            try (LogLines lines =
                    new LogLines(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
                for (String line = lines.next(); line != null; line = lines.next()) {
                    log.accept(line);
                }
            } catch (IOException e) {
                log.accept("the log of the container ended: " + e.getMessage());
            }
        }
    }
}
