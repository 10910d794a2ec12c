package io.mltwin.telemetry.query;

import static io.mltwin.armweb.AzureException.notBuilt;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.tokencheck.CallerContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Arrays;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** The query API on {@code api.applicationinsights.BASE} and {@code api.loganalytics.BASE}. */
@Path("/{api: appinsights|loganalytics}/v1")
public class QueryResource {

    private final QueryService service;
    private final CallerContext caller;

    public QueryResource(QueryService service, CallerContext caller) {
        this.service = service;
        this.caller = caller;
    }

    @POST
    @Path("apps/{appId}/query")
    public QueryBody.Answer post(
            @RestPath String appId, @HeaderParam("Prefer") String prefer, QueryBody.Request request) {
        return service.byApplication(appId, request, wantsRender(prefer), caller.caller());
    }

    @GET
    @Path("apps/{appId}/query")
    public QueryBody.Answer get(
            @RestPath String appId,
            @HeaderParam("Prefer") String prefer,
            @RestQuery String query,
            @RestQuery String timespan) {
        return service.byApplication(
                appId, new QueryBody.Request(query, timespan), wantsRender(prefer), caller.caller());
    }

    /** Azure's client for Node sends two slashes after the version. */
    @POST
    @Path("{slash: /?}{resource: subscriptions/.+}/query")
    public QueryBody.Answer postByResource(
            @RestPath String resource, @HeaderParam("Prefer") String prefer, QueryBody.Request request) {
        return service.byResource(resource, request, wantsRender(prefer), caller.caller());
    }

    @GET
    @Path("{slash: /?}{resource: subscriptions/.+}/query")
    public QueryBody.Answer getByResource(
            @RestPath String resource,
            @HeaderParam("Prefer") String prefer,
            @RestQuery String query,
            @RestQuery String timespan) {
        return service.byResource(
                resource, new QueryBody.Request(query, timespan), wantsRender(prefer), caller.caller());
    }

    @POST
    @Path("workspaces/{id}/query")
    public QueryBody.Answer workspace(@RestPath String id) {
        throw notBuilt("Log Analytics workspace '%s'", id);
    }

    /** Returns whether the header has {@code include-render=true} among its preferences. */
    private static boolean wantsRender(String prefer) {
        return prefer != null
                && Arrays.stream(prefer.split("[,;]"))
                        .map(String::strip)
                        .anyMatch(AsciiCase.equalTo("include-render=true"));
    }
}
