package io.mltwin.console.creation;

import static io.mltwin.armweb.AzureException.conflictIf;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.access.ServiceAnswer;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.console.azure.ResourceManager;
import io.mltwin.console.azure.ScopeAddress;
import io.mltwin.console.creation.WorkspacePlan.PlannedRequest;
import io.mltwin.console.operations.OperationAddress;
import io.mltwin.console.page.PageWriter;
import io.mltwin.console.page.ShownError;
import io.mltwin.console.session.CurrentSession;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Makes a workspace: a form, its review, and the calls. */
@Path("/console/create/workspace")
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public class CreateWorkspaceResource {

    private static final String PAGE = "create";
    private static final int OK = 200;

    private final PageWriter pages;
    private final CurrentSession session;
    private final ResourceManager arm;
    private final ChoiceLists choices;
    private final ObjectMapper json;

    CreateWorkspaceResource(
            PageWriter pages, CurrentSession session, ResourceManager arm, ChoiceLists choices, ObjectMapper json) {
        this.pages = pages;
        this.session = session;
        this.arm = arm;
        this.choices = choices;
        this.json = json;
    }

    /** Shows the empty form. */
    @GET
    @Consumes(MediaType.WILDCARD)
    public Response show(RoutingContext context) {
        session.require();
        return form(context, OK, WorkspaceForm.EMPTY, null);
    }

    /** Shows the form as it was filled, with the keys of the vault that was chosen. */
    @POST
    @Path("/form")
    public Response change(RoutingContext context, MultivaluedMap<String, String> typed) {
        session.require();
        return form(context, OK, WorkspaceForm.read(typed), null);
    }

    /** Shows what will be asked of Azure; it changes nothing yet. */
    @POST
    @Path("/review")
    public Response review(RoutingContext context, MultivaluedMap<String, String> typed) {
        session.require();
        WorkspaceForm form = WorkspaceForm.read(typed);
        try {
            requireNew(form.workspaceId().armId());
            return review(context, OK, form, null, List.of());
        } catch (AzureException refused) {
            return form(context, refused.status(), form, ShownError.of(refused));
        }
    }

    /** Makes the group, if it is new, and begins to make the workspace. */
    @POST
    public Response create(RoutingContext context, MultivaluedMap<String, String> typed) {
        session.require();
        WorkspaceForm form = WorkspaceForm.read(typed);
        ArmResourceId id = form.workspaceId().armId();
        if (form.isNewGroup()) {
            ServiceAnswer group = arm.send("PUT", ResourceManager.path(form.groupId()), form.groupBody());
            if (!group.isSuccess()) {
                return refused(context, form, group);
            }
        }
        ServiceAnswer answer = arm.send("PUT", ResourceManager.path(id), form.body());
        if (!answer.isSuccess()) {
            return refused(context, form, answer);
        }
        String operation = OperationAddress.of(arm, answer, id);
        return pages.leadAfterAction(
                operation == null ? "/resources" + ScopeAddress.path(id) : operation, texts().begun(form.name()));
    }

    private void requireNew(ArmResourceId id) {
        ServiceAnswer answer = arm.send("GET", ResourceManager.path(id));
        conflictIf(answer.isSuccess(), "Conflict", "There is a workspace '%s' in this group.", id.name());
    }

    private Response refused(RoutingContext context, WorkspaceForm form, ServiceAnswer answer) {
        ShownError problem = ShownError.of(answer.fault());
        return review(context, problem.status(), form, problem, DenyingPolicy.of(answer));
    }

    private Response form(RoutingContext context, int status, WorkspaceForm form, ShownError problem) {
        Choices offered = choices.of(form);
        return pages.write(
                status, CreationTemplates.form(pages.frame(context, texts().title(), PAGE), form, offered, problem));
    }

    private Response review(
            RoutingContext context, int status, WorkspaceForm form, ShownError problem, List<DenyingPolicy> policies) {
        List<PlannedRequest> requests = WorkspacePlan.of(form, json);
        return pages.write(
                status,
                CreationTemplates.review(
                        pages.frame(context, texts().reviewTitle(), PAGE), form, requests, problem, policies));
    }

    private CreationTexts texts() {
        return pages.texts(CreationTexts.class);
    }
}
