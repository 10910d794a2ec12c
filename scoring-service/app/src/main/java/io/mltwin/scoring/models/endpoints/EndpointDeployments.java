package io.mltwin.scoring.models.endpoints;

import java.util.List;

/** The deployments of endpoints, as endpoints need to know them; within a transaction. */
public interface EndpointDeployments {

    /** Returns the names of those that have run, so that they can get traffic. */
    List<String> servedNames(String endpointKey);

    /** Deletes all deployments of an endpoint, and ends what runs of them after the commit. */
    void deleteAll(String endpointKey);
}
