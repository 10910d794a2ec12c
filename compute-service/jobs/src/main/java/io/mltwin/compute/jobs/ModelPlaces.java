package io.mltwin.compute.jobs;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.encoding.Absence.isEmpty;
import static java.util.Objects.requireNonNullElse;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.datastores.BlobUri;
import io.mltwin.compute.datastores.DatastoreAccess;
import io.mltwin.compute.datastores.DatastoreUri;
import io.mltwin.compute.encryption.OpenWorkspace;
import io.mltwin.compute.runs.RunOutputs;
import io.mltwin.compute.runs.RunService;
import io.mltwin.compute.workspaces.WorkspaceClient;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.ServiceName;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the files of a model by its URI, in the forms that Azure ML's v2 API takes for {@code
 * modelUri} (2022-05-01 to 2024-04-01): a path of a datastore, an output of a job, an artifact of a
 * run ({@code runs:/…}), or the address of a blob in a datastore.
 */
@Singleton
record ModelPlaces(
        RunService runs,
        RunOutputs outputs,
        DatastoreAccess datastores,
        WorkspaceClient workspaces,
        Addresses addresses) {

    private static final String STORAGE = "https://storage.azure.com";
    private static final String ARTIFACT_STORE = "workspaceartifactstore";
    private static final String RUN_FOLDER = "ExperimentRun/dcid.";
    private static final Pattern JOB_OUTPUT =
            AsciiCase.pattern("azureml://jobs/([^/]+)/outputs/([^/]+)(?:/paths)?(?:/(.*))?");
    private static final Pattern RUN = Pattern.compile("runs:/+([^/]+)/(.+)");
    private static final Pattern OF_RUN = Pattern.compile("ExperimentRun/dcid\\.([^/]+)(?:/.*)?");

    /**
     * A place in a datastore with what opens it for an hour.
     *
     * @param modelUri the long form
     * @param jobName run that wrote the files, null when the URI does not tell
     * @param host virtual host of the storage account
     * @param path in the container, without slashes at its ends
     * @param signature a shared access signature, or null
     * @param token a bearer token, or null
     */
    record PlaceBody(
            String modelUri,
            String datastore,
            String jobName,
            String host,
            String container,
            String path,
            String signature,
            String token) {

        @Override
        public String toString() {
            return modelUri;
        }
    }

    /** A place before its datastore is opened. */
    private record Found(DatastoreUri uri, String jobName) {}

    /**
     * Finds the place; whether there are files in it is for the caller to see.
     *
     * @throws AzureException 400 for a URI of another form, or that names what is not there; 501
     *     for a datastore that no run can read
     */
    PlaceBody find(OpenWorkspace workspace, String uri) {
        Found found = parse(workspace, uri);
        String datastore = found.uri().datastore();
        if (found.uri().path().isEmpty()) {
            throw invalid(uri, "it names no file and no folder");
        }
        DatastoreAccess.Place place = open(workspace, datastore, uri);
        Matcher ofRun = OF_RUN.matcher(found.uri().path());
        boolean isArtifact = AsciiCase.equal(datastore, ARTIFACT_STORE) && ofRun.matches();
        return new PlaceBody(
                found.uri().in(workspace.workspace()),
                datastore,
                isArtifact ? ofRun.group(1) : found.jobName(),
                place.host(),
                place.url().substring(addresses.address(ServiceName.WORKSPACE).length() + 1),
                found.uri().path(),
                place.signature(),
                place.token());
    }

    private DatastoreAccess.Place open(OpenWorkspace workspace, String datastore, String uri) {
        try {
            return datastores.open(
                    workspace,
                    datastore,
                    false,
                    () -> workspaces
                            .identityToken(workspace.workspace().id(), STORAGE)
                            .value());
        } catch (AzureException missing) {
            if (missing.status() != 404) {
                throw missing;
            }
            throw invalid(uri, "the workspace has no datastore '" + datastore + "'");
        }
    }

    private Found parse(OpenWorkspace workspace, String uri) {
        Matcher output = JOB_OUTPUT.matcher(uri);
        if (output.matches()) {
            return output(workspace, uri, output.group(1), output.group(2), output.group(3));
        }
        Matcher run = RUN.matcher(uri);
        if (run.matches()) {
            return artifact(run.group(1), run.group(2));
        }
        return DatastoreUri.parse(uri, workspace.workspace())
                .or(() -> BlobUri.parse(uri, datastores.endpoint()).flatMap(blob -> datastores.find(workspace, blob)))
                .map(place -> new Found(place, null))
                .orElseThrow(() -> invalid(
                        uri,
                        "give azureml://datastores/{name}/paths/{path}, azureml://jobs/{job}/outputs/{output}/paths/{path},"
                                + " runs:/{run}/{path}, or the address of a blob in a datastore"));
    }

    private Found output(OpenWorkspace workspace, String uri, String runId, String output, String path) {
        String workspaceId = workspace.history().workspaceId();
        if (runs.status(workspaceId, runId).isEmpty()) {
            throw invalid(uri, "there is no job '" + runId + "'");
        }
        if (AsciiCase.equal(output, "artifacts") || AsciiCase.equal(output, JobBindingValidator.DEFAULT_OUTPUT)) {
            return artifact(runId, requireNonNullElse(path, ""));
        }
        Optional<String> place = outputs.uri(workspace.history(), runId, output);
        if (place.isEmpty()) {
            throw invalid(uri, "the job '" + runId + "' has not completed with an output '" + output + "'");
        }
        DatastoreUri folder = DatastoreUri.parse(place.get(), workspace.workspace())
                .orElseThrow(() -> invalid(uri, "the output lies in no datastore"));
        String below = isEmpty(path) ? "" : "/" + path;
        return new Found(DatastoreUri.of(folder.datastore(), folder.path() + below), runId);
    }

    private static Found artifact(String runId, String path) {
        return new Found(DatastoreUri.of(ARTIFACT_STORE, RUN_FOLDER + runId + "/" + path), runId);
    }

    private static AzureException invalid(String uri, String why) {
        return badRequest("UserError", "The modelUri '%s' cannot be used: %s.", uri, why)
                .withTarget("properties.modelUri");
    }
}
