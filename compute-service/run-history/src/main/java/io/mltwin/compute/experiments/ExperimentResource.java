package io.mltwin.compute.experiments;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;
import static java.util.Objects.requireNonNullElse;

import io.mltwin.compute.access.Operation;
import io.mltwin.compute.access.WorkspaceAuthorizer;
import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.experiments.ExperimentBody.ModifyExperimentBody;
import io.mltwin.compute.experiments.ExperimentBody.TagNamesBody;
import io.mltwin.compute.queries.PageBody;
import io.mltwin.compute.queries.QueryBody;
import io.mltwin.compute.workspaces.WorkspacePath;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestPath;

/** Experiments of run history ({@code /history/v1.0}, 2020-09-23). */
@Path("/history/" + WorkspacePath.TEMPLATE)
public class ExperimentResource {

    private final WorkspaceAuthorizer access;
    private final ExperimentService experiments;

    ExperimentResource(WorkspaceAuthorizer access, ExperimentService experiments) {
        this.access = access;
        this.experiments = experiments;
    }

    @GET
    @Path("experiments/{experiment}")
    public ExperimentBody get(@BeanParam WorkspacePath path, @RestPath String experiment) {
        return experiments.get(access.open(path, Operation.READ_EXPERIMENTS).history(), experiment);
    }

    @POST
    @Path("experiments/{experiment}")
    public ExperimentBody create(@BeanParam WorkspacePath path, @RestPath String experiment) {
        return experiments.ensure(access.open(path, Operation.WRITE_EXPERIMENT).history(), experiment);
    }

    @GET
    @Path("experimentids/{id}")
    public ExperimentBody getById(@BeanParam WorkspacePath path, @RestPath String id) {
        return experiments.getById(access.open(path, Operation.READ_EXPERIMENTS).history(), id);
    }

    @PATCH
    @Path("experimentids/{id}")
    public ExperimentBody modify(@BeanParam WorkspacePath path, @RestPath String id, ModifyExperimentBody body) {
        RunHistory history = access.open(path, Operation.WRITE_EXPERIMENT).history();
        return experiments.modify(history, id, body == null ? new ModifyExperimentBody(null, null, null) : body);
    }

    @DELETE
    @Path("experimentids/{id}/tags")
    public ExperimentBody deleteTags(@BeanParam WorkspacePath path, @RestPath String id, TagNamesBody body) {
        RunHistory history = access.open(path, Operation.WRITE_EXPERIMENT).history();
        invalidRequestContentIf(body == null || body.tags() == null, "Give {\"tags\": [names]}.");
        return experiments.deleteTags(history, id, body.tags());
    }

    @POST
    @Path("experiments:query")
    public PageBody<ExperimentBody> query(@BeanParam WorkspacePath path, QueryBody query) {
        return experiments.query(
                access.open(path, Operation.READ_EXPERIMENTS).history(), requireNonNullElse(query, QueryBody.ALL));
    }
}
