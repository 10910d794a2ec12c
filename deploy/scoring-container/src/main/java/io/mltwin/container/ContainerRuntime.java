package io.mltwin.container;

import java.util.function.Consumer;

/** Starts containers, on this machine or another one. */
public interface ContainerRuntime {

    /**
     * Starts a container; its {@code ready} comes through the channel.
     *
     * @param log gets each line that the container prints
     */
    ContainerChannel launch(ContainerSpec spec, Consumer<String> log) throws ContainerException;
}
