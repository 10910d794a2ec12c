package io.mltwin.console.why;

import static io.mltwin.armweb.ArmErrors.conflict;

import io.mltwin.armweb.AzureException;
import io.mltwin.console.decisions.DecisionClient;
import io.mltwin.console.decisions.DecisionClient.Question;
import io.mltwin.console.decisions.Explanation;
import io.mltwin.console.directory.DirectoryClient;
import io.mltwin.console.directory.PrincipalNames;
import io.mltwin.console.page.PageWriter;
import io.mltwin.console.page.ShownError;
import io.mltwin.console.parts.ConcurrentParts;
import io.mltwin.console.parts.Part;
import io.mltwin.console.parts.PartGroup;
import io.mltwin.console.roles.RoleClient;
import io.mltwin.console.session.CurrentSession;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestPath;

/**
 * {@code /why/{decision}}: why a request was refused, and the role that would allow it, which the
 * reader assigns here where they may. Explains what {@code ./mltwin why} prints; Azure has no such
 * page. Identity decides who may see a decision, see {@link DecisionClient}.
 */
@Path("/console/why/{decision}")
public class WhyResource {

    private static final String ASSIGN = "Microsoft.Authorization/roleAssignments/write";

    private final PageWriter pages;
    private final CurrentSession session;
    private final DecisionClient decisions;
    private final DirectoryClient directory;
    private final RoleClient roles;
    private final ConcurrentParts parts;

    WhyResource(
            PageWriter pages,
            CurrentSession session,
            DecisionClient decisions,
            DirectoryClient directory,
            RoleClient roles,
            ConcurrentParts parts) {
        this.pages = pages;
        this.session = session;
        this.decisions = decisions;
        this.directory = directory;
        this.roles = roles;
        this.parts = parts;
    }

    /** Shows the page. */
    @GET
    public Response show(RoutingContext context, @RestPath String decision) {
        session.require();
        return page(context, decisions.find(decision), null);
    }

    /** Assigns the smallest role that would do, as the signed-in user. */
    @POST
    public Response assign(RoutingContext context, @RestPath String decision) {
        session.require();
        Explanation denied = decisions.find(decision);
        Explanation.SmallestRole role = denied.smallestRole();
        if (role == null) {
            throw conflict("No role would allow '" + denied.action() + "' there.");
        }
        try {
            roles.assign(role.scope(), role.roleDefinitionId(), denied.principalId(), null);
        } catch (AzureException refused) {
            return page(context, denied, ShownError.of(refused));
        }
        String name = directory.names(denied.principals()).nameOf(denied.principalId());
        return pages.leadAfterAction(
                "/why/" + decision, pages.texts(WhyTexts.class).assigned(role.roleName(), name, role.scope()));
    }

    private Response page(RoutingContext context, Explanation denied, ShownError error) {
        boolean own = denied.principalId().equals(session.require().objectId());
        Question question =
                new Question(own ? null : denied.principalId(), denied.action(), denied.scope(), denied.dataAction());
        PartGroup group = parts.group();
        Part<PrincipalNames> names = group.add(() -> directory.names(denied.principals()));
        Part<Boolean> now = group.add(() -> decisions.explain(question).allowed());
        group.read();
        boolean allowedNow = now.value();
        boolean mayAssign = !allowedNow
                && denied.smallestRole() != null
                && decisions.mayI(ASSIGN, denied.smallestRole().scope());
        return pages.write(
                error == null ? 200 : error.status(),
                WhyTemplates.why(
                        pages.frame(context, pages.texts(WhyTexts.class).title(), "why"),
                        denied,
                        names.value(),
                        allowedNow,
                        mayAssign,
                        error));
    }
}
