package io.mltwin.compute.jobs;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;
import static io.mltwin.armweb.AzureException.notFound;
import static io.mltwin.encoding.Absence.isEmpty;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.assets.AssetKind;
import io.mltwin.compute.assets.AssetService;
import io.mltwin.compute.assets.AssetVersion;
import io.mltwin.compute.encryption.OpenWorkspace;
import io.mltwin.compute.runs.RunOutputs;
import io.mltwin.encoding.AsciiCase;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where assets lie that run history names as {@code
 * azureml://locations/{region}/workspaces/{guid}/data/{name}/versions/{version}}: versions of data
 * assets, and outputs that their run alone knows.
 */
@Singleton
record ResolvedUris(AssetService assets, RunOutputs outputs) {

    private static final int MOST = 250;
    private static final Pattern ID =
            AsciiCase.pattern("azureml://locations/[^/]+/workspaces/([^/]+)/(data|models)/([^/]+)/versions/([^/]+)");

    /** Where an asset lies. */
    record Resolved(String uri, String type) {}

    /**
     * Finds all of these assets.
     *
     * @param kind {@code data} or {@code models}
     * @throws AzureException 400 for an id of another form or workspace, 404 for an asset that is
     *     not there
     */
    Map<String, Resolved> resolve(OpenWorkspace workspace, String kind, List<String> ids) {
        invalidRequestContentIf(isEmpty(ids) || ids.size() > MOST, "values must have 1 to %s ids.", MOST);
        Map<String, Resolved> resolved = new TreeMap<>();
        for (String id : ids) {
            Matcher asset = ID.matcher(String.valueOf(id));
            boolean isHere = asset.matches()
                    && AsciiCase.equal(asset.group(1), workspace.history().workspaceId())
                    && AsciiCase.equal(asset.group(2), kind);
            invalidRequestContentIf(!isHere, "The id '%s' names none of this workspace's %s.", id, kind);
            resolved.put(
                    id,
                    find(workspace, kind, asset.group(3), asset.group(4))
                            .orElseThrow(() -> notFound("AssetNotFound", "There is no asset '%s'.", id)));
        }
        return resolved;
    }

    private Optional<Resolved> find(OpenWorkspace workspace, String kind, String name, String version) {
        Optional<AssetVersion> data = AsciiCase.equal(kind, AssetKind.DATA.segment())
                ? assets.find(workspace.history(), AssetKind.DATA, name, version)
                : Optional.empty();
        return data.map(AssetVersion::properties)
                .map(found -> new Resolved(found.dataUri(), RunOutputs.type(found.dataType())))
                .or(() -> version.equals("1")
                        ? outputs.find(workspace.history(), name)
                                .map(output -> new Resolved(output.uri(), output.type()))
                        : Optional.empty());
    }
}
