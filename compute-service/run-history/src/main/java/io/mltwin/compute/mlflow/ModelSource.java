package io.mltwin.compute.mlflow;

import static io.mltwin.compute.mlflow.errors.MlflowErrors.invalid;
import static io.mltwin.compute.mlflow.errors.MlflowErrors.invalidIf;
import static io.mltwin.encoding.Absence.isEmpty;

import io.mltwin.compute.mlflow.registry.RegisteredModel.Version;
import io.mltwin.compute.snapshots.SnapshotPath;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the files of a model version lie: among the artifacts of a run, in any of the forms in
 * which clients say so.
 *
 * @param path of a file or folder of the run
 */
record ModelSource(String runId, String path) {

    private static final String URL = "aml://artifact/";
    private static final List<Pattern> FORMS = List.of(
            Pattern.compile("mlflow-artifacts:/+ExperimentRun/dcid\\.([^/]+)/(.+)"),
            Pattern.compile("runs:/+([^/]+)/(.+)"),
            Pattern.compile("azureml://datastores/workspaceartifactstore/(?:paths/)?ExperimentRun/dcid\\.([^/]+)/(.+)"),
            Pattern.compile(URL + "ExperimentRun/dcid\\.([^/]+)/(.+)"));

    /**
     * Reads a source.
     *
     * @throws io.mltwin.armweb.AzureException 400 for another form
     */
    static ModelSource parse(String source) {
        invalidIf(isEmpty(source), "Give source.");
        return FORMS.stream()
                .map(form -> form.matcher(source))
                .filter(Matcher::matches)
                .findFirst()
                .map(found -> new ModelSource(
                        found.group(1), SnapshotPath.check(found.group(2).replaceAll("/+$", ""))))
                .orElseThrow(() -> invalid(
                        "The source '%s' is no artifact of a run; give %s/dcid.{run}/{path} or runs:/{run}/{path}.",
                        source, MlflowArtifacts.SCHEME));
    }

    /** As model management names it. */
    String url() {
        return URL + "ExperimentRun/dcid." + runId + "/" + path;
    }

    /**
     * From where a client downloads a version. One that model management registered from elsewhere
     * keeps its own address.
     */
    static String downloadUri(Version version) {
        return version.url().startsWith(URL + "ExperimentRun/")
                ? "mlflow-artifacts:/" + version.url().substring(URL.length())
                : version.url();
    }
}
