package io.mltwin.scoring.models.services;

import io.mltwin.container.ContainerException;
import java.util.List;

/** Runs the deployments of web services and online endpoints: the inferencing side. */
public interface DeploymentHost {

    /**
     * Starts a deployment, or makes what runs of it into this; returns when all its instances can
     * score.
     *
     * @throws ContainerException when an instance cannot be started; then what ran before goes on
     */
    void deploy(ServedDeployment deployment) throws ContainerException;

    /** Ends it; nothing happens when it does not run. */
    void end(String key);

    /**
     * Returns the last lines that its containers printed, oldest first, also those of a start that
     * failed.
     */
    List<String> log(String key);

    /** Returns the number of its containers that could take a request now. */
    int running(String key);
}
