package io.mltwin.console.runs;

import static io.mltwin.encoding.Absence.orEmpty;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.Json;
import io.mltwin.console.directory.PrincipalNames;
import io.mltwin.console.ml.MlWorkspace;
import io.mltwin.console.page.Attempt;
import io.mltwin.console.parts.ConcurrentParts;
import io.mltwin.console.parts.Part;
import io.mltwin.console.parts.PartGroup;
import io.mltwin.console.runs.RunView.RunFileList;
import io.mltwin.console.runs.RunView.RunImage;
import io.mltwin.console.runs.RunView.RunLog;
import io.mltwin.encoding.UriEncoding;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Asks for all that the page of a run shows. Parts that are refused are shown as refused. */
@Singleton
record RunPage(
        RunHistoryClient history,
        RunFiles files,
        RunMetrics metrics,
        RunMapper mapper,
        RunSubmitters submitters,
        ConcurrentParts parts) {

    private static final String SNAPSHOT = "ContentSnapshotId";

    /**
     * Returns a run with all its parts.
     *
     * @param log the name of the log to show; null for what its script printed
     */
    RunView view(MlWorkspace workspace, String runId, String log) {
        PartGroup first = parts.group();
        Part<RunBody> found = first.add(() -> history.run(workspace, runId));
        Part<RunBody> more = first.add(() -> history.details(workspace, runId));
        Part<Attempt<Map<String, String>>> names = first.add(() -> Attempt.of(() -> history.experiments(workspace)));
        Part<Attempt<List<RunBody>>> below = first.add(() -> Attempt.of(() -> history.children(workspace, runId)));
        first.read();
        RunBody run = found.value();
        RunBody details = more.value();
        Map<String, String> experiments = names.value().value();
        Attempt<List<RunBody>> children = below.value();
        String snapshot = run.property(SNAPSHOT);
        PartGroup second = parts.group();
        Part<RunProgress> progress = second.add(() -> progress(workspace, details, log));
        Part<RunResults> results = second.add(() -> results(workspace, runId, run.hasEnded()));
        Part<Attempt<RunFiles.Snapshot>> code =
                second.add(() -> snapshot == null ? null : Attempt.of(() -> files.snapshot(workspace, snapshot)));
        List<RunBody> shown = new ArrayList<>(List.of(run));
        shown.addAll(orEmpty(children.value()));
        Part<PrincipalNames> people = second.add(() -> submitters.names(shown));
        second.read();
        JsonNode definition = run.runDefinition() == null ? details.runDefinition() : run.runDefinition();
        RunDefinition asked = definition(definition);
        return new RunView(
                workspace.name(),
                run.runId(),
                run.title(),
                run.description(),
                experiments == null ? "" : experiments.getOrDefault(run.experimentId(), ""),
                people.value().nameOf(RunMapper.who(run)),
                run.target(),
                run.runType(),
                progress.value(),
                results.value(),
                asked.executed(),
                asked.environmentId(),
                asked.inputs(),
                asked.outputs(),
                pretty(definition),
                RunMapper.parameters(run.parameters()),
                run.tags() == null ? Map.of() : new TreeMap<>(run.tags()),
                details.outputs() == null ? Map.of() : new TreeMap<>(details.outputs()),
                code.value(),
                run.tokenExpiryTimeUtc() == null ? null : RunTokenClaims.of(workspace, run),
                children.value() == null
                        ? List.of()
                        : children.value().stream()
                                .map(child -> mapper.row(workspace, child, "", people.value()))
                                .toList(),
                run.parentRunId() == null ? null : workspace.page("runs", run.parentRunId()),
                workspace.page("runs", run.runId()),
                workspace.page("runs"));
    }

    /** Returns what of a run changes while it runs. */
    RunProgress progress(MlWorkspace workspace, String runId, String log) {
        return progress(workspace, history.details(workspace, runId), log);
    }

    /** Returns what a run measured and left behind, after asking whether it has ended. */
    RunResults results(MlWorkspace workspace, String runId) {
        return results(workspace, runId, history.run(workspace, runId).hasEnded());
    }

    private RunResults results(MlWorkspace workspace, String runId, boolean ended) {
        PartGroup group = parts.group();
        Part<Attempt<List<MetricTable>>> measured = group.add(() -> Attempt.of(() -> metrics.all(workspace, runId)));
        Part<Attempt<RunFileList>> left = group.add(() -> Attempt.of(() -> list(workspace, runId)));
        group.read();
        return new RunResults(measured.value(), left.value(), ended, workspace.page("runs", runId));
    }

    private RunProgress progress(MlWorkspace workspace, RunBody details, String log) {
        List<String> names = RunMapper.logs(details);
        String name = log != null && names.contains(log)
                ? log
                : names.stream().findFirst().orElse(null);
        Attempt<RunLog> shown = name == null
                ? new Attempt<>(new RunLog(names, null, "", false), null)
                : Attempt.of(() -> RunMapper.log(names, name, files.log(workspace, details.runId(), name)));
        String address = workspace.page("runs", details.runId());
        return new RunProgress(
                mapper.times(details),
                details.hasEnded(),
                mapper.error(details),
                details.warnings() == null
                        ? List.of()
                        : details.warnings().stream()
                                .map(RunBody.Warning::message)
                                .toList(),
                shown,
                address,
                address + "/progress" + (log == null ? "" : "?log=" + UriEncoding.encodeQueryValue(log)));
    }

    private RunFileList list(MlWorkspace workspace, String runId) {
        List<RunFileList.RunFile> all = new ArrayList<>();
        List<RunFileList.RunFile> images = new ArrayList<>();
        for (String path : files.artifacts(workspace, runId)) {
            String query = "?path=" + UriEncoding.encodeQueryValue(path);
            String address = workspace.page("runs", runId);
            all.add(new RunFileList.RunFile(path, address + "/file" + query));
            if (RunImage.contentType(path) != null) {
                images.add(new RunFileList.RunFile(path, address + "/image" + query));
            }
        }
        return new RunFileList(all, images);
    }

    private RunDefinition definition(JsonNode definition) {
        try {
            return definition == null || !definition.isObject()
                    ? RunDefinition.NONE
                    : Json.read(definition, RunDefinition.class, IllegalArgumentException::new);
        } catch (IllegalArgumentException otherForm) {
            return RunDefinition.NONE;
        }
    }

    private String pretty(JsonNode definition) {
        return definition == null || definition.isNull() ? "" : definition.toPrettyString();
    }
}
