package io.mltwin.scoring.models.services;

import java.util.List;

/** Runs deployments: the inferencing side. */
public interface DeploymentHost {

    /**
     * Pulls the image and starts it; returns when it can score.
     *
     * @throws io.mltwin.armweb.AzureException when it cannot be started
     */
    void start(Deployment deployment);

    /** Ends it; nothing happens when it does not run. */
    void stop(String endpoint);

    /**
     * Returns the last lines that its container printed, oldest first; none when it does not run.
     */
    List<String> log(String endpoint);

    /** Returns the number of its containers that could take a request now. */
    int running(String endpoint);
}
