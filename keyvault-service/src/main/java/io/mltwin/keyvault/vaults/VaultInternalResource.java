package io.mltwin.keyvault.vaults;

import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.AzureFault;
import io.mltwin.platform.ServiceName;
import io.mltwin.tokencheck.CallerContext;
import io.mltwin.tokencheck.ServiceCallers;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;

/** What Azure Resource Manager asks its Key Vault provider besides the calls of clients. */
@Path("/_internal")
public class VaultInternalResource {

    private final VaultService service;
    private final CallerContext caller;
    private final ServiceCallers callers;

    public VaultInternalResource(
            VaultService service, CallerContext caller, ServiceCallers callers) {
        this.service = service;
        this.caller = caller;
        this.callers = callers;
    }

    /** A resource that exists. */
    public record ResourceBody(String id) {}

    @GET
    @Path("resources")
    public ResourceBody resource(@QueryParam("id") String id) {
        callers.requireOneOf(caller, ServiceName.WORKSPACE);
        if (id == null) {
            throw ArmErrors.invalidRequestContent(
                    "Give the resource's id in the query parameter 'id'.");
        }
        ArmResourceId parsed = ArmResourceId.parse(id);
        if (!AsciiCase.equal(parsed.type(), VaultMapper.TYPE) || !service.exists(parsed)) {
            throw ArmErrors.resourceNotFound(parsed);
        }
        return new ResourceBody(parsed.toString());
    }

    /** No operation of this provider outlives its request. */
    @GET
    @Path("operations/{id}")
    public ResourceBody operation(@PathParam("id") String id) {
        callers.requireOneOf(caller, ServiceName.WORKSPACE);
        throw new AzureFault(
                404, "OperationNotFound", "This provider has no operation '" + id + "'.");
    }
}
