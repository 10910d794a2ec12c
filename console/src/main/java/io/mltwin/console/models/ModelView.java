package io.mltwin.console.models;

import io.mltwin.console.endpoints.EndpointsView.EndpointRow;
import io.mltwin.console.page.Attempt;
import java.util.List;
import java.util.Map;

/**
 * A version of a model, as its page shows it.
 *
 * @param type its type in Azure Resource Manager, {@code mlflow_model}; empty when not known
 * @param flavors of an MLflow model
 * @param images that were built with it
 * @param uses deployments and web services that serve it
 */
public record ModelView(
        ModelRow row,
        String description,
        String url,
        String type,
        String stage,
        List<String> flavors,
        Map<String, String> tags,
        Attempt<List<ImageView>> images,
        Attempt<List<EndpointRow>> uses,
        String listAddress) {

    /**
     * A version of a model in the list.
     *
     * @param run the address of the run that made it; null when it is not known
     */
    public record ModelRow(String id, String framework, String created, String runId, String run, String address) {}

    /**
     * An image of model management.
     *
     * @param location where the registry has it; null while it is built
     * @param layers null while it is built
     */
    public record ImageView(String id, String state, String location, Attempt<List<ModelBody.Layer>> layers) {}
}
