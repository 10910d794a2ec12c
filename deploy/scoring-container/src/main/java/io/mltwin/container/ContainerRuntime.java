package io.mltwin.container;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Starts containers, on this machine or another one. */
public interface ContainerRuntime {

    /**
     * Starts a container; its {@code ready} comes through the channel.
     *
     * @param log gets each line that the container prints
     */
    ContainerChannel launch(ContainerSpec spec, Consumer<String> log) throws ContainerException;

    /**
     * One life of a container and the frames to and from it, wherever it runs. Read by one thread and
     * written by one, used by any.
     */
    public interface ContainerChannel {

        /** The next frame of the container, or null when it has ended. */
        Frame read() throws IOException;

        /** Hands frames to the container; waits until the container takes them. */
        void write(List<Frame> frames) throws IOException;

        /** Ends the container with all that it has started, without waiting for it. */
        void destroy();

        /** Waits until the container is gone, and says how it ended: {@code exit code 9}. */
        String awaitEnd();

        boolean isAlive();

        /** Of the process, where it is one of this machine; else -1. */
        long pid();
    }
}
