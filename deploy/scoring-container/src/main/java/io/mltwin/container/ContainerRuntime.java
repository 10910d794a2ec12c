package io.mltwin.container;

import java.util.function.Consumer;

/** Where containers run. */
public interface ContainerRuntime {

    /**
     * Starts a container; its {@code ready} comes through the channel.
     *
     * @param log gets each line that the container prints
     */
    ContainerChannel launch(ContainerSpec spec, Consumer<String> log) throws ContainerException;
}
