package io.mltwin.container.agent;

import io.mltwin.container.ContainerException;
import io.mltwin.container.ContainerException.Kind;
import io.mltwin.container.ContainerRuntime;
import io.mltwin.container.ContainerRuntime.ContainerChannel;
import io.mltwin.container.ContainerSpec;
import io.mltwin.container.Frame;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Containers run where the agent is, which has connected to the service. */
public final class AgentRuntime implements ContainerRuntime {

    private static final long PATIENCE_MILLIS = 20_000;

    private final AgentListener agents;

    public AgentRuntime(AgentListener agents) {
        this.agents = agents;
    }

    @Override
    public ContainerChannel launch(ContainerSpec spec, Consumer<String> log) throws ContainerException {
        AgentConnection connection;
        try {
            connection = agents.take(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ContainerException(Kind.START_FAILED, "interrupted", e);
        }
        if (connection == null) {
            throw new ContainerException(Kind.START_FAILED, "no host for containers is connected to the service");
        }
        try {
            connection.send(SpecFrame.of(spec));
            ContainerFiles.send(spec.folder(), connection::send);
            if (spec.packages() != null && !SpecFrame.arePackagesHere(connection.receive(0))) {
                ContainerFiles.send(SpecFrame.packagesRoot(spec), connection::send);
            }
            return new AgentChannel(connection, log);
        } catch (IOException e) {
            connection.close();
            throw new ContainerException(
                    Kind.START_FAILED, "the host for containers does not take the files: " + e.getMessage(), e);
        }
    }

    /** A container where the agent is. The agent ends it when this connection ends. */
    private static final class AgentChannel implements ContainerChannel {

        private final AgentConnection connection;
        private final Consumer<String> log;
        private volatile String end = "its connection has ended";

        AgentChannel(AgentConnection connection, Consumer<String> log) {
            this.connection = connection;
            this.log = log;
        }

        @Override
        public Frame read() {
            while (true) {
                Frame frame = next();
                if (frame == null) {
                    return null;
                }
                switch (frame.get("type")) {
                    case "log" -> log.accept(frame.get("line"));
                    case "ended" -> {
                        end = frame.get("message");
                        return null;
                    }
                    default -> {
                        return frame;
                    }
                }
            }
        }

        /** However a connection ends, its container has ended. */
        private Frame next() {
            try {
                return connection.receive(Frame.MAX_ANSWER);
            } catch (IOException e) {
                return null;
            }
        }

        @Override
        public void write(List<Frame> frames) throws IOException {
            connection.send(frames);
        }

        @Override
        public void destroy() {
            connection.close();
        }

        /** Not waited for: a container of the agent shares nothing with the one that follows it. */
        @Override
        public String awaitEnd() {
            return end;
        }

        @Override
        public boolean isAlive() {
            return connection.isOpen();
        }

        @Override
        public long pid() {
            return -1;
        }
    }
}
