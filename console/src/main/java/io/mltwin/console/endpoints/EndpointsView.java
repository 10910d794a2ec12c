package io.mltwin.console.endpoints;

import io.mltwin.console.page.Attempt;
import java.util.List;

/**
 * The page of a workspace's services and endpoints.
 *
 * @param models the address of the page of its models
 */
public record EndpointsView(
        String workspace,
        Attempt<List<EndpointRow>> online,
        Attempt<List<EndpointRow>> batch,
        Attempt<List<EndpointRow>> services,
        String models) {

    /**
     * One row of the list of services and endpoints.
     *
     * @param auth the form of authentication, in Azure's words
     * @param address of its page
     */
    public record EndpointRow(String name, EndpointKind kind, String state, String auth, String address) {}

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

    /**
     * A job of a batch endpoint, as the endpoint's page shows it.
     *
     * @param input what it scores
     * @param created empty when it is not told
     * @param address of the page of its run
     */
    public record BatchJob(String name, String status, String input, String created, String who, String address) {}
}
