package io.mltwin.console.models;

import io.mltwin.console.endpoints.EndpointRow;
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
        String listAddress) {}
