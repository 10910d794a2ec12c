package io.mltwin.console.access;

import static io.mltwin.armweb.ArmErrors.invalidParameter;
import static io.mltwin.encoding.Absence.orEmpty;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.console.access.AccessView.AccessAttempt;
import io.mltwin.console.azure.ScopeAddress;
import io.mltwin.console.directory.DirectoryClient;
import io.mltwin.console.directory.Principal;
import io.mltwin.console.page.PageWriter;
import io.mltwin.console.page.ShownError;
import io.mltwin.console.roles.RoleClient;
import io.mltwin.console.scopes.ScopeChooser;
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
import org.jboss.resteasy.reactive.RestQuery;

/**
 * {@code /access/{scope}}: who has which role at a scope, as "Access control (IAM)" of Azure's
 * portal, with the question whether somebody may do something.
 */
@Path("/console/access")
public class AccessResource {

    private static final String PREFIX = "/access";

    private final PageWriter pages;
    private final CurrentSession session;
    private final ScopeChooser scopes;
    private final AccessViews views;
    private final AccessQuestions questions;
    private final RoleClient roles;
    private final DirectoryClient directory;

    AccessResource(
            PageWriter pages,
            CurrentSession session,
            ScopeChooser scopes,
            AccessViews views,
            AccessQuestions questions,
            RoleClient roles,
            DirectoryClient directory) {
        this.pages = pages;
        this.session = session;
        this.scopes = scopes;
        this.views = views;
        this.questions = questions;
        this.roles = roles;
        this.directory = directory;
    }

    /** Shows the scopes to choose from. */
    @GET
    public Response choose(RoutingContext context) {
        return scopes.show(context, texts().title(), "access");
    }

    /** Shows the page of a scope, with the answer to a question when one is asked. */
    @GET
    @Path("{scope:subscriptions/.+}")
    public Response show(
            RoutingContext context, @RestQuery String who, @RestQuery String action, @RestQuery boolean data) {
        session.require();
        ArmResourceId scope = ScopeAddress.of(context, PREFIX);
        AccessQuestion question = new AccessQuestion(orEmpty(who), orEmpty(action), data, null, null, null, null);
        return page(context, scope, questions.answer(scope, question), AccessAttempt.NONE);
    }

    /** Assigns a role or removes an assignment, as the field {@code do} says. */
    @POST
    @Path("{scope:subscriptions/.+}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response change(RoutingContext context, MultivaluedMap<String, String> form) {
        session.require();
        ArmResourceId scope = ScopeAddress.of(context, PREFIX);
        return switch (orEmpty(form.getFirst("do"))) {
            case "assign" -> assign(context, scope, orEmpty(form.getFirst("who")), orEmpty(form.getFirst("role")));
            case "remove" -> remove(context, scope, orEmpty(form.getFirst("id")));
            default -> throw invalidParameter("do", "It is 'assign' or 'remove'.");
        };
    }

    private Response assign(RoutingContext context, ArmResourceId scope, String who, String role) {
        try {
            List<Principal> found = who.isBlank() ? List.of() : directory.find(who);
            if (found.size() != 1) {
                return page(
                        context,
                        scope,
                        AccessQuestion.NONE,
                        new AccessAttempt(who, role, questions.problem(who, found), null));
            }
            Principal principal = found.get(0);
            roles.assign(scope.toString(), role, principal.id(), principal.type());
            return done(scope, texts().assigned(principal.displayName()));
        } catch (AzureException refused) {
            return page(
                    context, scope, AccessQuestion.NONE, new AccessAttempt(who, role, null, ShownError.of(refused)));
        }
    }

    private Response remove(RoutingContext context, ArmResourceId scope, String id) {
        try {
            roles.delete(ArmResourceId.parse(id));
            return done(scope, texts().removed());
        } catch (AzureException refused) {
            return page(context, scope, AccessQuestion.NONE, AccessAttempt.failed(ShownError.of(refused)));
        }
    }

    private Response done(ArmResourceId scope, String action) {
        return pages.leadAfterAction(PREFIX + ScopeAddress.path(scope), action);
    }

    private Response page(RoutingContext context, ArmResourceId scope, AccessQuestion question, AccessAttempt attempt) {
        AccessView view = views.read(scope, question, attempt);
        int status = attempt.error() != null ? attempt.error().status() : attempt.problem() == null ? 200 : 400;
        return pages.write(status, AccessTemplates.access(pages.frame(context, texts().title(), "access"), view));
    }

    private AccessTexts texts() {
        return pages.texts(AccessTexts.class);
    }
}
