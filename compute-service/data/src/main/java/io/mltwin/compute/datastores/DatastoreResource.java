package io.mltwin.compute.datastores;

import static io.mltwin.armweb.AzureException.notBuiltIf;
import static io.mltwin.compute.datastores.DatastoreErrors.notFound;
import static java.util.Objects.requireNonNullElse;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.compute.access.Operation;
import io.mltwin.compute.access.WorkspaceAuthorizer;
import io.mltwin.compute.datastores.Datastore.DatastoreRequest;
import io.mltwin.compute.encryption.OpenWorkspace;
import io.mltwin.compute.queries.PageBody;
import io.mltwin.compute.queries.QueryBody;
import io.mltwin.compute.workspaces.WorkspacePath;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.ResourceClaims;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;

/**
 * Datastores of the v1 data plane ({@code /datastore/v1.0}, 2020-09-23).
 *
 * <p>Deviation: a GET never shows a secret, whatever {@code includeSecret} says; it is read with
 * ARM's {@code listSecrets}. Nothing is validated against the storage.
 */
@Path("/datastore/" + WorkspacePath.TEMPLATE)
public class DatastoreResource {

    private static final String DATASTORES = "datastores";
    private static final int USUAL_COUNT = 30;

    private final WorkspaceAuthorizer access;
    private final DatastoreService datastores;
    private final ResourceClaims claims;
    private final BuiltInDatastores builtIn;

    DatastoreResource(
            WorkspaceAuthorizer access, DatastoreService datastores, ResourceClaims claims, BuiltInDatastores builtIn) {
        this.access = access;
        this.datastores = datastores;
        this.claims = claims;
        this.builtIn = builtIn;
    }

    @GET
    @Path(DATASTORES)
    public PageBody<DatastoreBody> list(
            @BeanParam WorkspacePath path,
            @QueryParam("dataStoreNames") List<String> names,
            @QueryParam("continuationToken") String continuationToken,
            @QueryParam("count") Integer count) {
        OpenWorkspace workspace = access.open(path, Operation.READ_DATASTORES);
        List<DatastoreBody> all = datastores.list(workspace).stream()
                .map(DatastoreMapper::body)
                .filter(one -> names.isEmpty() || names.stream().anyMatch(AsciiCase.equalTo(one.name())))
                .toList();
        return PageBody.of(all, new QueryBody(null, continuationToken, null, requireNonNullElse(count, USUAL_COUNT)));
    }

    @POST
    @Path(DATASTORES)
    public DatastoreBody create(
            @BeanParam WorkspacePath path,
            @QueryParam("createIfNotExists") boolean createIfNotExists,
            DatastoreBody body) {
        OpenWorkspace workspace = access.open(path, Operation.WRITE_DATASTORES);
        notBuiltIf(createIfNotExists, "Creating the container of a datastore (createIfNotExists)");
        DatastoreRequest given = given(body, null);
        return DatastoreMapper.body(claims.change(
                        id(workspace, given.datastore().name()),
                        claim -> datastores.prepareNew(workspace, given),
                        datastores::put)
                .shown());
    }

    @DELETE
    @Path(DATASTORES)
    public Response deleteAll(@BeanParam WorkspacePath path) {
        OpenWorkspace workspace = access.open(path, Operation.DELETE_DATASTORES);
        datastores.list(workspace).stream()
                .filter(one -> !one.isBuiltIn())
                .forEach(one -> delete(workspace, one.datastore().name()));
        return Response.ok().build();
    }

    @GET
    @Path(DATASTORES + "/{name}")
    public DatastoreBody get(@BeanParam WorkspacePath path, @RestPath String name) {
        return DatastoreMapper.body(datastores.get(access.open(path, Operation.READ_DATASTORES), name));
    }

    @PUT
    @Path(DATASTORES + "/{name}")
    public DatastoreBody put(
            @BeanParam WorkspacePath path,
            @RestPath String name,
            @QueryParam("createIfNotExists") boolean createIfNotExists,
            DatastoreBody body) {
        OpenWorkspace workspace = access.open(path, Operation.WRITE_DATASTORES);
        notBuiltIf(createIfNotExists, "Creating the container of a datastore (createIfNotExists)");
        DatastoreRequest given = given(body, name);
        return DatastoreMapper.body(
                claims.change(id(workspace, name), claim -> datastores.prepare(workspace, given), datastores::put)
                        .shown());
    }

    @DELETE
    @Path(DATASTORES + "/{name}")
    public Response delete(@BeanParam WorkspacePath path, @RestPath String name) {
        OpenWorkspace workspace = access.open(path, Operation.DELETE_DATASTORES);
        if (!delete(workspace, name)) {
            throw notFound(name);
        }
        return Response.ok().build();
    }

    @GET
    @Path("default")
    public DatastoreBody getDefault(@BeanParam WorkspacePath path) {
        return DatastoreMapper.body(datastores.defaultOne(access.open(path, Operation.READ_DATASTORES)));
    }

    @PUT
    @Path("default/{name}")
    public Response setDefault(@BeanParam WorkspacePath path, @RestPath String name) {
        datastores.makeDefault(access.require(path, Operation.WRITE_DATASTORES), name);
        return Response.ok().build();
    }

    private boolean delete(OpenWorkspace workspace, String name) {
        return claims.change(
                id(workspace, name), claim -> datastores.prepareDeletion(workspace, name), datastores::delete);
    }

    /** The id that Azure Resource Manager knows the datastore by. */
    private static ArmResourceId id(OpenWorkspace workspace, String name) {
        return ArmResourceId.parse(workspace.workspace().id()).child(DATASTORES, name);
    }

    private DatastoreRequest given(DatastoreBody body, String name) {
        DatastoreRequest given = DatastoreMapper.given(body, name, builtIn.endpoint());
        DatastoreValidator.validate(given.datastore());
        return given;
    }
}
