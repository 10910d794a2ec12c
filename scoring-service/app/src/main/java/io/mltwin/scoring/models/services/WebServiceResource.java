package io.mltwin.scoring.models.services;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.scoring.models.services.AuthKeys.AuthKeysBody;
import io.mltwin.scoring.models.services.AuthKeys.KeyType;
import io.mltwin.scoring.models.services.ServiceBody.ServiceFilter;
import io.mltwin.scoring.workspaces.Page;
import io.mltwin.scoring.workspaces.WorkspacePath;
import io.mltwin.tokencheck.CallerContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** {@code /services} of model management (2019-09-30): web services, their keys and tokens. */
@Path(WorkspacePath.TEMPLATE + "/services")
public class WebServiceResource {

    private final WebServiceService services;
    private final CredentialService credentials;
    private final ServiceLogService logs;
    private final CallerContext caller;

    public WebServiceResource(
            WebServiceService services, CredentialService credentials, ServiceLogService logs, CallerContext caller) {
        this.services = services;
        this.credentials = credentials;
        this.logs = logs;
        this.caller = caller;
    }

    /** {@code regenerateKeys}. */
    public record RegenerateBody(JsonNode keyType, String keyValue) {
        @Override
        public String toString() {
            return "regenerate " + keyType;
        }
    }

    @POST
    public Response create(ServiceRequestBody request) {
        WorkspacePath path = path();
        ServiceBody service = services.create(caller.caller(), path, request, caller.correlationId());
        return Response.accepted(service)
                .header("Operation-Location", path.url() + "/operations/" + service.operationId())
                .header("Location", path.url() + "/services/" + service.name())
                .header("Retry-After", 1)
                .build();
    }

    @GET
    public Page<ServiceBody> list(
            @RestQuery String imageId,
            @RestQuery String name,
            @RestQuery String computeType,
            @RestQuery Integer count,
            @QueryParam("$skipToken") String skipToken) {
        ServiceFilter filter = new ServiceFilter(imageId, name, computeType);
        return Page.of(
                services.list(caller.caller(), path(), filter),
                count,
                skipToken,
                caller.request(),
                Function.identity());
    }

    @GET
    @Path("{name}")
    public ServiceBody get(@RestPath String name) {
        return services.get(caller.caller(), path(), name);
    }

    @PATCH
    @Path("{name}")
    @Consumes({"application/json-patch+json", "application/json"})
    public ServiceBody patch(@RestPath String name, JsonNode operations) {
        return services.patch(caller.caller(), path(), name, operations);
    }

    @DELETE
    @Path("{name}")
    public Response delete(@RestPath String name) {
        return Response.status(services.delete(caller.caller(), path(), name) ? 200 : 204)
                .build();
    }

    @POST
    @Path("{name}/listkeys")
    public AuthKeysBody listKeys(@RestPath String name) {
        return credentials.listKeys(caller.caller(), path(), name);
    }

    @POST
    @Path("{name}/regenerateKeys")
    public AuthKeysBody regenerateKeys(@RestPath String name, RegenerateBody body) {
        KeyType which = KeyType.parse(body == null ? null : body.keyType());
        return credentials.regenerateKeys(caller.caller(), path(), name, which, body.keyValue());
    }

    @POST
    @Path("{name}/token")
    public Response token(@RestPath String name) {
        return Response.status(201)
                .entity(credentials.token(caller.caller(), path(), name))
                .build();
    }

    /** The lines of a log, each with its end. */
    public record LogBody(String content) {
        @Override
        public String toString() {
            return "a container's log";
        }
    }

    /** What {@code Webservice.get_logs()} of Azure ML's SDK v1 asks. */
    @GET
    @Path("{name}/logs")
    public LogBody logs(@RestPath String name, @QueryParam("tail") @DefaultValue("5000") int tail) {
        return new LogBody(logs.read(caller.caller(), path(), name, tail));
    }

    private WorkspacePath path() {
        return WorkspacePath.of(caller.request());
    }
}
