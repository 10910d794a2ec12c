package io.mltwin.scoring.models.deployments;

import java.util.List;

/** Runs deployments of online endpoints: the inferencing side. */
public interface OnlineDeploymentHost {

    /**
     * Starts a deployment, or makes what runs of it into this; returns when all its instances can
     * score.
     *
     * @throws io.mltwin.armweb.AzureException when an instance cannot be started; then what ran
     *     before goes on
     */
    void deploy(ServedDeployment deployment);

    /** Ends it; nothing happens when it does not run. */
    void end(String key);

    /** Returns the last lines that its instances printed, also those of a start that failed. */
    List<String> log(String key);
}
