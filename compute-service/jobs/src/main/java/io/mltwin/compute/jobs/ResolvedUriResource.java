package io.mltwin.compute.jobs;

import io.mltwin.compute.access.Operation;
import io.mltwin.compute.access.WorkspaceAuthorizer;
import io.mltwin.compute.encryption.OpenWorkspace;
import io.mltwin.compute.jobs.ResolvedUris.Resolved;
import io.mltwin.compute.workspaces.WorkspacePath;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Tells where data assets and models lie, as Azure's client for Python asks before it downloads the
 * outputs of a job.
 */
@Path("/")
public class ResolvedUriResource {

    private final WorkspaceAuthorizer access;
    private final ResolvedUris uris;

    ResolvedUriResource(WorkspaceAuthorizer access, ResolvedUris uris) {
        this.access = access;
        this.uris = uris;
    }

    /** {@code BatchGetResolvedURIs} of data, {@code BatchGetResolvedUrisDto} of models. */
    public record IdsBody(List<String> values) {}

    /** {@code BatchDataUriResponse} of data, {@code BatchModelPathResponseDto} of models. */
    public record FoundBody<P>(Map<String, P> values) {}

    /** {@code DataUriV2Response}. */
    public record DataBody(String uri, String type) {}

    /** {@code ModelPathResponseDto}. */
    public record ModelBody(String path, String type) {}

    @POST
    @Path("data/" + WorkspacePath.TEMPLATE + "/dataversion/batchGetResolvedUris")
    public FoundBody<DataBody> findData(@BeanParam WorkspacePath path, IdsBody body) {
        OpenWorkspace workspace = access.open(path, Operation.READ_DATA);
        return find(workspace, "data", body, found -> new DataBody(found.uri(), found.type()));
    }

    @POST
    @Path("modelregistry/" + WorkspacePath.TEMPLATE + "/models/batchGetResolvedUris")
    public FoundBody<ModelBody> findModels(@BeanParam WorkspacePath path, IdsBody body) {
        OpenWorkspace workspace = access.open(path, Operation.READ_MODELS);
        return find(workspace, "models", body, found -> new ModelBody(found.uri(), found.type()));
    }

    private <P> FoundBody<P> find(OpenWorkspace workspace, String kind, IdsBody body, Function<Resolved, P> mapper) {
        Map<String, P> found = new TreeMap<>();
        uris.resolve(workspace, kind, body == null ? null : body.values())
                .forEach((id, one) -> found.put(id, mapper.apply(one)));
        return new FoundBody<>(found);
    }
}
