package io.mltwin.console.runs;

import io.mltwin.access.ServiceAnswer;
import io.mltwin.console.azure.AzureCall;
import io.mltwin.console.azure.AzureClient;
import io.mltwin.console.azure.AzureHost;
import io.mltwin.console.azure.AzureHosts;
import io.mltwin.console.ml.MlWorkspace;
import io.mltwin.encoding.UriEncoding;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads run history ({@code /history/v1.0}) and cancels jobs as the signed-in user. */
@ApplicationScoped
class RunHistoryClient {

    private static final String HISTORY = "history/v1.0";
    private static final String JOBS_VERSION = "2023-04-01";
    private static final int PAGE = 50;

    private final AzureClient azure;
    private final AzureHosts hosts;

    RunHistoryClient(AzureClient azure, AzureHosts hosts) {
        this.azure = azure;
        this.hosts = hosts;
    }

    record Query(String filter, String continuationToken, Integer top) {}

    record Experiment(String experimentId, String name, Instant createdUtc) {}

    record Experiments(List<Experiment> value) {}

    /**
     * Returns a page of runs, newest first.
     *
     * @param filter run history's filter; null for all runs
     * @param page the continuation token of the page before; null for the first
     */
    RunBody.Page query(MlWorkspace workspace, String filter, String page) {
        return post(workspace, "/runs:query", new Query(filter, page, PAGE)).as(RunBody.Page.class);
    }

    /** Returns the names of the workspace's experiments by their ids. */
    Map<String, String> experiments(MlWorkspace workspace) {
        Map<String, String> names = new HashMap<>();
        post(workspace, "/experiments:query", new Query(null, null, null))
                .as(Experiments.class)
                .value()
                .forEach(experiment -> names.put(experiment.experimentId(), experiment.name()));
        return names;
    }

    RunBody run(MlWorkspace workspace, String runId) {
        return azure.get(host(workspace), workspace.path(HISTORY, run(runId))).as(RunBody.class);
    }

    /** Returns a run with the names of its logs, without who submitted it. */
    RunBody details(MlWorkspace workspace, String runId) {
        return azure.get(host(workspace), workspace.path(HISTORY, run(runId) + "/details"))
                .as(RunBody.class);
    }

    List<RunBody> children(MlWorkspace workspace, String runId) {
        return azure.get(host(workspace), workspace.path(HISTORY, run(runId) + "/children?$top=" + PAGE))
                .as(RunBody.Page.class)
                .value();
    }

    /** Asks that a run ends, by the action of its job, which has the run's id as its name. */
    void cancel(MlWorkspace workspace, String runId) {
        azure.send(new AzureCall(
                        hosts.resourceManager(),
                        "POST",
                        UriEncoding.encodePath(workspace.armId())
                                + "/jobs/"
                                + UriEncoding.encodePathSegment(runId)
                                + "/cancel?api-version="
                                + JOBS_VERSION))
                .orFault();
    }

    private ServiceAnswer post(MlWorkspace workspace, String rest, Object body) {
        return azure.send(new AzureCall(host(workspace), "POST", workspace.path(HISTORY, rest)).withJson(body))
                .orFault();
    }

    private AzureHost host(MlWorkspace workspace) {
        return hosts.machineLearning(workspace.region());
    }

    private static String run(String runId) {
        return "/runs/" + UriEncoding.encodePathSegment(runId);
    }
}
