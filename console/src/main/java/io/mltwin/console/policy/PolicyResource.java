package io.mltwin.console.policy;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.console.azure.ScopeAddress;
import io.mltwin.console.directory.DirectoryClient;
import io.mltwin.console.directory.PrincipalNames;
import io.mltwin.console.page.PageFrame.Section;
import io.mltwin.console.page.PageWriter;
import io.mltwin.console.page.ShownError;
import io.mltwin.console.parts.ConcurrentParts;
import io.mltwin.console.parts.Part;
import io.mltwin.console.parts.PartGroup;
import io.mltwin.console.policy.PolicyClient.PolicyAssignment;
import io.mltwin.console.policy.PolicyClient.PolicyState;
import io.mltwin.console.scopes.ScopeChooser;
import io.mltwin.console.scopes.ScopeLink;
import io.mltwin.console.session.CurrentSession;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** {@code /policy/{scope}}: policies, who complies, and which write was refused by which rule. */
@Path("/console/policy")
public class PolicyResource {

    private static final String PREFIX = "/policy";

    private final PageWriter pages;
    private final CurrentSession session;
    private final ScopeChooser scopes;
    private final PolicyClient policies;
    private final DirectoryClient directory;
    private final ConcurrentParts parts;

    PolicyResource(
            PageWriter pages,
            CurrentSession session,
            ScopeChooser scopes,
            PolicyClient policies,
            DirectoryClient directory,
            ConcurrentParts parts) {
        this.pages = pages;
        this.session = session;
        this.scopes = scopes;
        this.policies = policies;
        this.directory = directory;
        this.parts = parts;
    }

    /** Shows the scopes to choose from. */
    @GET
    public Response choose(RoutingContext context) {
        return scopes.show(context, texts().title(), "policy");
    }

    /** Shows a scope. */
    @GET
    @Path("{scope:subscriptions/.+}")
    public Response show(RoutingContext context) {
        session.require();
        return page(context, ScopeAddress.of(context, PREFIX), null);
    }

    /** Starts an evaluation of all resources below the scope. */
    @POST
    @Path("{scope:subscriptions/.+}")
    public Response evaluate(RoutingContext context) {
        session.require();
        ArmResourceId scope = ScopeAddress.of(context, PREFIX);
        try {
            policies.evaluate(scope);
        } catch (AzureException refused) {
            return page(context, scope, ShownError.of(refused));
        }
        return pages.leadAfterAction(PREFIX + ScopeAddress.path(scope), texts().evaluating());
    }

    private Response page(RoutingContext context, ArmResourceId scope, ShownError error) {
        PartGroup group = parts.group();
        Part<Section<PolicyAssignment>> assignments = group.add(() -> Section.read(() -> policies.assignments(scope)));
        Part<Section<PolicyState>> states = group.add(() -> Section.read(() -> policies.states(scope)));
        Part<Section<RefusedWrite>> refused = group.add(() -> Section.read(() -> policies.refused(scope)));
        group.read();
        PrincipalNames names = directory.names(refused.value().items().stream()
                .map(write -> write.event().caller())
                .toList());
        return pages.write(
                error == null ? 200 : error.status(),
                PolicyTemplates.policy(
                        pages.frame(context, texts().title(), "policy"),
                        ScopeLink.trail(scope),
                        ScopeAddress.path(scope),
                        scope.isSubscription() || scope.isResourceGroup(),
                        assignments.value(),
                        states.value(),
                        refused.value(),
                        names,
                        error));
    }

    private PolicyTexts texts() {
        return pages.texts(PolicyTexts.class);
    }
}
