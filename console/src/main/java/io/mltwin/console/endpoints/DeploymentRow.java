package io.mltwin.console.endpoints;

/**
 * A deployment of an endpoint.
 *
 * @param model id of the model; empty when it is not known
 * @param runsOn type of the instances, or id of the compute target
 * @param traffic percent of the requests
 * @param mirrored percent of the requests of which it gets a copy
 */
public record DeploymentRow(
        String name,
        String state,
        String model,
        String runsOn,
        Integer instances,
        int traffic,
        int mirrored,
        boolean isDefault) {}
