package io.mltwin.console.endpoints;

import static io.mltwin.encoding.Absence.isEmpty;

import io.mltwin.console.endpoints.EndpointsView.BatchJob;
import io.mltwin.console.endpoints.EndpointsView.DeploymentRow;
import io.mltwin.console.page.Attempt;
import java.util.List;
import java.util.Map;

/**
 * One endpoint or web service, as its page shows it.
 *
 * @param auth the form of authentication, in Azure's words; {@code None} for none
 * @param runsOn what it runs on; empty when that is said of its deployments
 * @param image id of the image of a web service; null for an endpoint
 * @param error why a web service failed; null when it did not
 * @param deployments of an endpoint; null for a web service
 * @param jobs of a batch endpoint, the newest first; null for another
 */
public record EndpointView(
        String name,
        EndpointKind kind,
        String state,
        String auth,
        String description,
        String scoringUri,
        String runsOn,
        String image,
        String error,
        Attempt<List<DeploymentRow>> deployments,
        Attempt<List<BatchJob>> jobs,
        String address,
        String listAddress) {

    /**
     * Returns the same endpoint with what was typed as the traffic of its deployments.
     *
     * @param typed by the name of the deployment
     */
    EndpointView withTraffic(Map<String, String> typed) {
        if (deployments == null || deployments.value() == null) {
            return this;
        }
        List<DeploymentRow> rows = deployments.value().stream()
                .map(row -> row.withTraffic(typed.get(row.name())))
                .toList();
        return new EndpointView(
                name,
                kind,
                state,
                auth,
                description,
                scoringUri,
                runsOn,
                image,
                error,
                new Attempt<>(rows, null),
                jobs,
                address,
                listAddress);
    }

    public boolean isOnline() {
        return kind == EndpointKind.ONLINE;
    }

    public boolean isService() {
        return kind == EndpointKind.SERVICE;
    }

    /** Returns whether it answers a request at once, so that it can be tried. */
    public boolean isTried() {
        return kind != EndpointKind.BATCH && !isEmpty(scoringUri);
    }

    /** Returns whether it has keys that can be shown. */
    public boolean hasKeys() {
        return "Key".equals(auth);
    }

    /** Returns whether it hands out tokens of its own. */
    public boolean hasTokens() {
        return "AMLToken".equals(auth) || "Token".equals(auth);
    }
}
