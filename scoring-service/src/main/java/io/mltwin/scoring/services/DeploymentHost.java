package io.mltwin.scoring.services;

/** What runs deployments: the inferencing side. */
public interface DeploymentHost {

    /**
     * Pulls the image and starts it; returns when it can score.
     *
     * @throws io.mltwin.armweb.AzureFault when it cannot be started
     */
    void start(Deployment deployment);

    /** Ends it; nothing happens when it does not run. */
    void stop(String endpoint);
}
