package io.mltwin.compute.datastores;

import static io.mltwin.armweb.AzureException.badRequest;
import static java.util.Objects.requireNonNullElse;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.encoding.AsciiCase;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a datastore, as Azure ML's v2 API names it: {@code
 * azureml://datastores/{name}/paths/…} or the same with subscription, group and workspace before
 * it; of artifacts also {@code azureml://datastores/{name}/ExperimentRun/…}.
 *
 * @param path in the container, without slashes at its ends; empty for all of it
 * @param isFolder whether it was written with a slash at its end
 */
public record DatastoreUri(String datastore, String path, boolean isFolder) {

    private static final String SCHEME = "azureml://";
    private static final Pattern SHORT =
            AsciiCase.pattern("azureml://datastores/([^/]+)(?:/paths(?:/(.*))?|/(ExperimentRun/.*))?");
    private static final Pattern LONG = AsciiCase.pattern("azureml://subscriptions/([^/]+)/resourcegroups/([^/]+)"
            + "(?:/providers/Microsoft\\.MachineLearningServices)?"
            + "/workspaces/([^/]+)/datastores/([^/]+)(?:/paths(?:/(.*))?)?");

    /**
     * The place that a text names in a workspace; empty when it is no URI of a datastore.
     *
     * @throws AzureException 400 for another workspace's datastore, or a path that leads out
     */
    public static Optional<DatastoreUri> parse(String uri, Workspace workspace) {
        Matcher brief = SHORT.matcher(uri);
        if (brief.matches()) {
            String path = brief.group(3) == null ? brief.group(2) : brief.group(3);
            return Optional.of(of(brief.group(1), path));
        }
        Matcher full = LONG.matcher(uri);
        if (!full.matches()) {
            return Optional.empty();
        }
        if (!AsciiCase.equal(full.group(1), workspace.subscriptionId())
                || !AsciiCase.equal(full.group(2), workspace.resourceGroup())
                || !AsciiCase.equal(full.group(3), workspace.name())) {
            throw invalid(uri, "it is of another workspace");
        }
        return Optional.of(of(full.group(4), full.group(5)));
    }

    /** Returns whether a text has the scheme of such URIs. */
    public static boolean hasScheme(String uri) {
        return AsciiCase.startsWith(uri, SCHEME);
    }

    /**
     * A place that other texts name.
     *
     * @throws AzureException 400 for a path that leads out
     */
    public static DatastoreUri of(String datastore, String path) {
        String given = requireNonNullElse(path, "");
        String trimmed = given.replaceAll("^/+|/+$", "");
        boolean isOdd = given.indexOf('\0') >= 0
                || given.indexOf('\\') >= 0
                || !trimmed.isEmpty()
                        && Arrays.stream(trimmed.split("/", -1))
                                .anyMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
        if (isOdd) {
            throw invalid(given, "its path is no plain one");
        }
        return new DatastoreUri(datastore, trimmed, trimmed.isEmpty() || given.endsWith("/"));
    }

    /** The long form, which says everything. */
    public String in(Workspace workspace) {
        return "azureml://subscriptions/"
                + workspace.subscriptionId()
                + "/resourcegroups/"
                + workspace.resourceGroup()
                + "/workspaces/"
                + workspace.name()
                + "/datastores/"
                + datastore
                + "/paths/"
                + path
                + (isFolder && !path.isEmpty() ? "/" : "");
    }

    private static AzureException invalid(String uri, String why) {
        return badRequest("UserError", "The URI '%s' cannot be used: %s.", uri, why);
    }
}
