package io.mltwin.console.runs;

import static io.mltwin.encoding.Absence.orEmpty;

import io.mltwin.console.directory.PrincipalNames;
import io.mltwin.console.ml.MlWorkspace;
import io.mltwin.console.page.Attempt;
import io.mltwin.console.parts.ConcurrentParts;
import io.mltwin.console.parts.Part;
import io.mltwin.console.parts.PartGroup;
import io.mltwin.encoding.UriEncoding;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** Asks for a page of the list of runs. */
@Singleton
record RunList(RunHistoryClient history, RunMapper mapper, RunSubmitters submitters, ConcurrentParts parts) {

    private static final List<String> STATES = List.of(
            "NotStarted",
            "Queued",
            "Provisioning",
            "Starting",
            "Preparing",
            "Running",
            "Finalizing",
            "CancelRequested",
            "Completed",
            "Failed",
            "Canceled");

    /**
     * @param page the continuation token of the page before; null for the first
     */
    RunListView view(MlWorkspace workspace, RunFilter filter, String page) {
        PartGroup group = parts.group();
        Part<RunBody.Page> runs = group.add(() -> history.query(workspace, filter.odata(), page));
        Part<Attempt<Map<String, String>>> names = group.add(() -> Attempt.of(() -> history.experiments(workspace)));
        group.read();
        RunBody.Page found = runs.value();
        Map<String, String> known = names.value().value();
        Map<String, String> experiments = orEmpty(known);
        PrincipalNames people = submitters.names(found.value());
        String address = workspace.page("runs");
        return new RunListView(
                workspace.name(),
                found.value().stream()
                        .map(run -> mapper.row(workspace, run, experiments.get(run.experimentId()), people))
                        .toList(),
                STATES,
                experiments.values().stream().sorted().toList(),
                filter,
                found.continuationToken() == null
                        ? null
                        : address
                                + "?"
                                + filter.query()
                                + "&page="
                                + UriEncoding.encodeQueryValue(found.continuationToken()),
                address);
    }
}
