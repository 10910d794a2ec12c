package io.mltwin.compute.artifacts;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.access.Operation;
import io.mltwin.compute.artifacts.ArtifactBatchBody.ErrorBody;
import io.mltwin.compute.artifacts.ArtifactBatchBody.PathBody;
import io.mltwin.compute.artifacts.ArtifactBody.ArtifactContentBody;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.compute.workspaces.WorkspacePath;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Looks up many artifacts at once. What is missing or malformed is an error of its own; one that
 * the caller may not read refuses the whole request.
 */
@Singleton
record ArtifactBatches(ArtifactAuthorizer authorizer, ArtifactService artifacts) {

    private static final int MOST = 250;

    /** Says which address the content information has. */
    enum Uri {
        SIGNED,
        STORAGE
    }

    /** Returns artifacts of any containers, by their ids. */
    ArtifactBatchBody byId(WorkspacePath path, ArtifactBatchBody.Ids body, Uri uri) {
        List<String> ids = body == null || body.artifactIds() == null ? List.of() : body.artifactIds();
        Map<String, ArtifactId> wanted = new TreeMap<>();
        Map<String, ErrorBody> errors = new TreeMap<>();
        for (String id : ids) {
            try {
                wanted.put(String.valueOf(id), ArtifactId.parse(id));
            } catch (AzureException malformed) {
                errors.put(String.valueOf(id), ErrorBody.of(malformed));
            }
        }
        Workspace workspace = authorizer.requireAll(
                path,
                Operation.READ_ARTIFACTS,
                wanted.values().stream().map(ArtifactId::container).distinct().toList());
        requireSize("artifactIds", ids.size());
        return find(workspace, wanted, errors, uri);
    }

    /** Returns artifacts of one container that the caller may read, by their paths. */
    ArtifactBatchBody byPath(Workspace workspace, ArtifactContainer in, ArtifactBatchBody.Paths body) {
        List<PathBody> paths = body == null || body.paths() == null ? List.of() : body.paths();
        requireSize("paths", paths.size());
        Map<String, ArtifactId> wanted = new TreeMap<>();
        Map<String, ErrorBody> errors = new TreeMap<>();
        for (PathBody one : paths) {
            String path = one == null ? null : one.path();
            try {
                wanted.put(String.valueOf(path), ArtifactId.parse(in.prefix() + path));
            } catch (AzureException malformed) {
                errors.put(String.valueOf(path), ErrorBody.of(malformed));
            }
        }
        return find(workspace, wanted, errors, Uri.SIGNED);
    }

    private static void requireSize(String field, int size) {
        invalidRequestContentIf(size < 1 || size > MOST, "%s must have 1 to %s entries.", field, MOST);
    }

    private ArtifactBatchBody find(
            Workspace workspace, Map<String, ArtifactId> wanted, Map<String, ErrorBody> errors, Uri uri) {
        Map<String, ArtifactBody> found = new TreeMap<>();
        wanted.forEach((key, id) -> {
            try {
                authorizer.requireRun(workspace, id.container());
                found.put(key, artifacts.metadata(workspace, id.container(), id.path()));
            } catch (AzureException missing) {
                if (missing.status() != 404) {
                    throw missing;
                }
                errors.put(key, ErrorBody.of(missing));
            }
        });
        Map<String, ArtifactContentBody> information = new TreeMap<>();
        List<ArtifactContentBody> addresses = artifacts.information(
                workspace, found.keySet().stream().map(wanted::get).toList(), uri == Uri.SIGNED);
        int next = 0;
        for (String key : found.keySet()) {
            information.put(key, addresses.get(next++));
        }
        return new ArtifactBatchBody(found, information, errors);
    }
}
