package io.mltwin.compute.jobs;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.mltwin.compute.access.Operation;
import io.mltwin.compute.access.WorkspaceAuthorizer;
import io.mltwin.compute.encryption.OpenWorkspace;
import io.mltwin.compute.workspaces.WorkspacePath;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tells where models lie, as Azure's client for Python asks before it downloads the outputs of a
 * job.
 */
@Path("/modelregistry/" + WorkspacePath.TEMPLATE)
public class ModelUriResource {

    private final WorkspaceAuthorizer access;
    private final ResolvedUris uris;

    ModelUriResource(WorkspaceAuthorizer access, ResolvedUris uris) {
        this.access = access;
        this.uris = uris;
    }

    /** {@code BatchGetResolvedUrisDto}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record IdsBody(List<String> values) {}

    /** {@code BatchModelPathResponseDto}. */
    public record FoundBody(Map<String, PlaceBody> values) {}

    /** {@code ModelPathResponseDto}. */
    public record PlaceBody(String path, String type) {}

    @POST
    @Path("models/batchGetResolvedUris")
    public FoundBody find(@BeanParam WorkspacePath path, IdsBody body) {
        OpenWorkspace workspace = access.open(path, Operation.READ_MODELS);
        Map<String, PlaceBody> found = new TreeMap<>();
        uris.resolve(workspace, "models", body == null ? null : body.values())
                .forEach((id, one) -> found.put(id, new PlaceBody(one.uri(), one.type())));
        return new FoundBody(found);
    }
}
