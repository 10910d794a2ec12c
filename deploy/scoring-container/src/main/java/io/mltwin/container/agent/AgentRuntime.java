package io.mltwin.container.agent;

import io.mltwin.container.ContainerException;
import io.mltwin.container.ContainerException.Kind;
import io.mltwin.container.ContainerRuntime;
import io.mltwin.container.ContainerRuntime.ContainerChannel;
import io.mltwin.container.ContainerSpec;
import java.io.IOException;
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
}
