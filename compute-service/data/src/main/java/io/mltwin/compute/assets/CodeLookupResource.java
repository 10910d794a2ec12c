package io.mltwin.compute.assets;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;
import static io.mltwin.armweb.ArmErrors.resourceNotFound;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.compute.datastores.BlobUri;
import io.mltwin.compute.datastores.DatastoreAccess;
import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.encryption.WorkspaceKeys;
import io.mltwin.platform.ServiceName;
import io.mltwin.tokencheck.CallerContext;
import io.mltwin.tokencheck.ServiceCallers;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

/** Tells scoring-service, whose deployments run code assets, where their files lie. */
@Path("/_internal/codes")
public class CodeLookupResource {

    private final CallerContext caller;
    private final ServiceCallers callers;
    private final WorkspaceKeys keys;
    private final AssetService assets;
    private final DatastoreAccess datastores;

    CodeLookupResource(
            CallerContext caller,
            ServiceCallers callers,
            WorkspaceKeys keys,
            AssetService assets,
            DatastoreAccess datastores) {
        this.caller = caller;
        this.callers = callers;
        this.keys = keys;
        this.assets = assets;
        this.datastores = datastores;
    }

    /** A folder in the workspace's storage account. */
    public record CodeBody(String container, String path) {}

    @GET
    public CodeBody find(
            @QueryParam("workspace") String workspaceId,
            @QueryParam("name") String name,
            @QueryParam("version") String version) {
        callers.requireOneOf(caller, ServiceName.SCORING);
        invalidRequestContentIf(workspaceId == null || name == null, "Give workspace and name.");
        ArmResourceId workspace = ArmResourceId.parse(workspaceId);
        RunHistory history = keys.open(workspace).history();
        return assets.find(history, AssetKind.CODE, name, version)
                .flatMap(code -> BlobUri.parse(code.properties().codeUri(), datastores.endpoint()))
                .map(blob -> new CodeBody(blob.container(), blob.path()))
                .orElseThrow(() -> resourceNotFound(workspace.child("codes", name)));
    }
}
