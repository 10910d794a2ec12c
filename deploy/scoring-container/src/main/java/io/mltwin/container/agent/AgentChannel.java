package io.mltwin.container.agent;

import io.mltwin.container.ContainerRuntime.ContainerChannel;
import io.mltwin.container.Frame;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** A container where the agent is. The agent ends it when this connection ends. */
final class AgentChannel implements ContainerChannel {

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
