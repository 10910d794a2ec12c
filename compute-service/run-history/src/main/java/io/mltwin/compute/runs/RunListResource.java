package io.mltwin.compute.runs;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.node.TextNode;
import io.mltwin.compute.access.Operation;
import io.mltwin.compute.access.WorkspaceAuthorizer;
import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.queries.PageBody;
import io.mltwin.compute.queries.QueryBody;
import io.mltwin.compute.workspaces.WorkspacePath;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.jboss.resteasy.reactive.RestPath;

/** Lists of runs: {@code runs:query} and {@code children}. */
@Path("/history/" + WorkspacePath.TEMPLATE)
public class RunListResource {

    private final WorkspaceAuthorizer access;
    private final RunQueries queries;
    private final RunService runs;

    RunListResource(WorkspaceAuthorizer access, RunQueries queries, RunService runs) {
        this.access = access;
        this.queries = queries;
        this.runs = runs;
    }

    @POST
    @Path("experiments/{experiment}/runs:query")
    public PageBody<RunBody> query(@BeanParam WorkspacePath path, @RestPath String experiment, QueryBody query) {
        return queries.query(
                access.open(path, Operation.LIST_RUNS).history(), experiment, requireNonNullElse(query, QueryBody.ALL));
    }

    @POST
    @Path("runs:query")
    public PageBody<RunBody> queryAll(@BeanParam WorkspacePath path, QueryBody query) {
        return queries.query(
                access.open(path, Operation.LIST_RUNS).history(), null, requireNonNullElse(query, QueryBody.ALL));
    }

    @GET
    @Path("experiments/{experiment}/runs")
    public PageBody<RunBody> list(
            @BeanParam WorkspacePath path,
            @RestPath String experiment,
            @QueryParam("$filter") String filter,
            @QueryParam("$continuationtoken") String continuationToken,
            @QueryParam("$orderby") String orderBy,
            @QueryParam("$top") Integer top) {
        return queries.query(
                access.open(path, Operation.LIST_RUNS).history(),
                experiment,
                query(filter, continuationToken, orderBy, top));
    }

    @GET
    @Path("experiments/{experiment}/runs/{run}/children")
    public PageBody<RunBody> children(
            @BeanParam WorkspacePath path,
            @RestPath String experiment,
            @RestPath String run,
            @QueryParam("$filter") String filter,
            @QueryParam("$continuationtoken") String continuationToken,
            @QueryParam("$orderby") String orderBy,
            @QueryParam("$top") Integer top) {
        RunHistory history = access.open(path, Operation.LIST_RUNS).history();
        runs.requireExists(history.workspaceId(), experiment, run);
        return queries.children(history, run, query(filter, continuationToken, orderBy, top));
    }

    @GET
    @Path("runs/{run}/children")
    public PageBody<RunBody> childrenWithoutExperiment(
            @BeanParam WorkspacePath path,
            @RestPath String run,
            @QueryParam("$filter") String filter,
            @QueryParam("$continuationtoken") String continuationToken,
            @QueryParam("$orderby") String orderBy,
            @QueryParam("$top") Integer top) {
        return children(path, null, run, filter, continuationToken, orderBy, top);
    }

    private static QueryBody query(String filter, String continuationToken, String orderBy, Integer top) {
        return new QueryBody(filter, continuationToken, orderBy == null ? null : new TextNode(orderBy), top);
    }
}
