package io.mltwin.console.endpoints;

/**
 * A deployment of an endpoint.
 *
 * @param model id of the model; empty when it is not known
 * @param runsOn type of the instances, or id of the compute target
 * @param traffic percent of the requests; after a refused change what was typed
 * @param mirrored percent of the requests of which it gets a copy
 */
public record DeploymentRow(
        String name,
        String state,
        String model,
        String runsOn,
        Integer instances,
        String traffic,
        int mirrored,
        boolean isDefault) {

    /** Returns the same deployment with what was typed as its traffic. */
    DeploymentRow withTraffic(String typed) {
        return typed == null
                ? this
                : new DeploymentRow(name, state, model, runsOn, instances, typed, mirrored, isDefault);
    }
}
