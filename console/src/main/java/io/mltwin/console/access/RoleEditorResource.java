package io.mltwin.console.access;

import static io.mltwin.armweb.ArmErrors.invalidParameter;
import static io.mltwin.armweb.AzureException.notFound;
import static io.mltwin.encoding.Absence.orEmpty;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.console.azure.ScopeAddress;
import io.mltwin.console.page.PageFrame.Section;
import io.mltwin.console.page.PageWriter;
import io.mltwin.console.page.ShownError;
import io.mltwin.console.roles.ProviderOperations;
import io.mltwin.console.roles.ProviderOperations.Operation;
import io.mltwin.console.roles.RoleClient;
import io.mltwin.console.roles.RoleDefinition;
import io.mltwin.console.session.CurrentSession;
import io.mltwin.encoding.AsciiCase;
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
 * {@code /role/{scope}}: makes, changes and deletes custom roles over the operations of the
 * resource providers. What was typed stays until the role is saved.
 */
@Path("/console/role")
public class RoleEditorResource {

    private static final String PREFIX = "/role";

    private final PageWriter pages;
    private final CurrentSession session;
    private final RoleClient roles;

    RoleEditorResource(PageWriter pages, CurrentSession session, RoleClient roles) {
        this.pages = pages;
        this.session = session;
        this.roles = roles;
    }

    /**
     * Shows the editor; {@code name} is the GUID of a role that exists. A role with several
     * permissions is shown, not edited.
     */
    @GET
    @Path("{scope:subscriptions/.+}")
    public Response show(RoutingContext context, @RestQuery String name) {
        session.require();
        ArmResourceId scope = ScopeAddress.of(context, PREFIX);
        if (name == null) {
            return page(context, scope, RoleDraft.empty(scope.toString()), null);
        }
        RoleDefinition role = find(scope, name);
        return role.properties().permissions().size() > 1
                ? pages.write(AccessTemplates.blocks(
                        pages.frame(context, texts().roleTitle(), "access"), ScopeAddress.path(scope), role))
                : page(context, scope, RoleDraft.of(role), null);
    }

    /**
     * Saves or deletes the role, shows the operations of a provider, or takes marked operations
     * over, as the field {@code do} says.
     */
    @POST
    @Path("{scope:subscriptions/.+}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response change(RoutingContext context, MultivaluedMap<String, String> form) {
        session.require();
        ArmResourceId scope = ScopeAddress.of(context, PREFIX);
        RoleDraft draft = RoleDraft.of(form);
        return switch (orEmpty(form.getFirst("do"))) {
            case "show" -> page(context, scope, draft, null);
            case "allow" -> page(context, scope, draft.allow(marked(form)), null);
            case "except" -> page(context, scope, draft.except(marked(form)), null);
            case "save" -> save(context, scope, draft);
            case "delete" -> delete(context, scope, draft);
            default -> throw invalidParameter("do", "It is 'show', 'allow', 'except', 'save' or 'delete'.");
        };
    }

    private Response save(RoutingContext context, ArmResourceId scope, RoleDraft draft) {
        try {
            roles.define(
                    scope,
                    draft.name().isEmpty() ? null : draft.name(),
                    draft.roleName(),
                    draft.description(),
                    draft.assignableScopes(),
                    List.of(draft.permission()));
        } catch (AzureException refused) {
            return page(context, scope, draft, refused);
        }
        return done(scope, texts().roleSaved(draft.roleName()));
    }

    private Response delete(RoutingContext context, ArmResourceId scope, RoleDraft draft) {
        try {
            roles.delete(scope.provider("Microsoft.Authorization", "roleDefinitions", draft.name()));
        } catch (AzureException refused) {
            return page(context, scope, draft, refused);
        }
        return done(scope, texts().roleDeleted(draft.roleName()));
    }

    private Response done(ArmResourceId scope, String action) {
        return pages.leadAfterAction("/access" + ScopeAddress.path(scope), action);
    }

    private RoleDefinition find(ArmResourceId scope, String name) {
        return roles.definitions(scope).stream()
                .filter(one -> one.isCustom() && AsciiCase.equal(one.name(), name))
                .findFirst()
                .orElseThrow(() -> notFound("RoleDefinitionDoesNotExist", "There is no custom role '%s' here.", name));
    }

    private List<Operation> marked(MultivaluedMap<String, String> form) {
        List<String> names = form.getOrDefault("operation", List.of());
        return roles.operations().stream()
                .flatMap(provider -> provider.all().stream())
                .filter(operation -> names.contains(operation.name()))
                .toList();
    }

    private Response page(RoutingContext context, ArmResourceId scope, RoleDraft draft, AzureException refused) {
        Section<ProviderOperations> providers = Section.read(roles::operations);
        List<Operation> shown = providers.items().stream()
                .filter(provider -> provider.name().equals(draft.provider()))
                .flatMap(provider -> provider.all().stream())
                .toList();
        ShownError error = refused == null ? null : ShownError.of(refused);
        return pages.write(
                refused == null ? 200 : refused.status(),
                AccessTemplates.role(
                        pages.frame(context, texts().roleTitle(), "access"),
                        ScopeAddress.path(scope),
                        draft,
                        providers,
                        shown,
                        error));
    }

    private AccessTexts texts() {
        return pages.texts(AccessTexts.class);
    }
}
