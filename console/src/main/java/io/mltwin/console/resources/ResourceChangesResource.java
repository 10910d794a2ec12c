package io.mltwin.console.resources;

import static io.mltwin.armweb.AzureException.badRequestIf;
import static io.mltwin.encoding.Absence.orEmpty;

import io.mltwin.access.ServiceAnswer;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.console.azure.ResourceManager;
import io.mltwin.console.azure.ScopeAddress;
import io.mltwin.console.operations.OperationAddress;
import io.mltwin.console.page.PageWriter;
import io.mltwin.console.page.ShownError;
import io.mltwin.console.page.TypedText;
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
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.resteasy.reactive.RestQuery;

/** Changes a resource: its tags, its locks, its end. */
@Path("/console/resources")
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public class ResourceChangesResource {

    private static final String LOCKS = "/providers/Microsoft.Authorization/locks";
    private static final String LOCK = "Microsoft.Authorization/locks";
    private static final String TAGS = "/providers/Microsoft.Resources/tags/default";

    private final PageWriter pages;
    private final CurrentSession session;
    private final ResourceManager arm;
    private final Resources resources;
    private final ResourcesResource shown;

    ResourceChangesResource(
            PageWriter pages,
            CurrentSession session,
            ResourceManager arm,
            Resources resources,
            ResourcesResource shown) {
        this.pages = pages;
        this.session = session;
        this.arm = arm;
        this.resources = resources;
        this.shown = shown;
    }

    /** Replaces the tags. */
    @POST
    @Path("/tags")
    public Response tags(RoutingContext context, MultivaluedMap<String, String> form) {
        ArmResourceId id = id(form);
        Map<String, String> tags = TypedForm.readTags(form);
        ServiceAnswer answer = arm.send(
                "PATCH",
                ResourceManager.path(id, TAGS),
                Map.of("operation", "Replace", "properties", Map.of("tags", tags)));
        if (answer.isSuccess()) {
            return done(address(id), texts().tagsSaved(id.name()));
        }
        ShownError problem = ShownError.of(answer.fault());
        return shown.detail(context, problem.status(), id, TypedForm.tags(tags, problem));
    }

    /** Adds a lock. */
    @POST
    @Path("/locks")
    public Response lock(RoutingContext context, MultivaluedMap<String, String> form) {
        ArmResourceId id = id(form);
        String name = TypedText.stripped(form, "name");
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("level", TypedText.stripped(form, "level"));
        String notes = TypedText.stripped(form, "notes");
        if (!notes.isEmpty()) {
            properties.put("notes", notes);
        }
        try {
            requireName(name);
            ArmResourceId lock = id.provider("Microsoft.Authorization", "locks", name);
            arm.send("PUT", ResourceManager.path(lock), Map.of("properties", properties))
                    .orFault();
        } catch (AzureException refused) {
            ShownError problem = ShownError.of(refused);
            return shown.detail(context, problem.status(), id, TypedForm.lock(form, problem));
        }
        return done(address(id), texts().lockAdded(name));
    }

    /** Deletes a lock. */
    @POST
    @Path("/locks/delete")
    public Response unlock(RoutingContext context, MultivaluedMap<String, String> form) {
        ArmResourceId id = id(form);
        ArmResourceId lock = ArmResourceId.parse(TypedText.stripped(form, "lock"));
        badRequestIf(!AsciiCase.equal(lock.type(), LOCK), "BadRequest", "'%s' is no id of a lock.", lock);
        ServiceAnswer answer = arm.send("DELETE", ResourceManager.path(lock));
        if (answer.isSuccess()) {
            return done(address(id), texts().lockDeleted(lock.name()));
        }
        ShownError problem = ShownError.of(answer.fault());
        return shown.detail(context, problem.status(), id, TypedForm.lock(form, problem));
    }

    /** Asks whether to delete. */
    @GET
    @Path("/delete")
    @Consumes(MediaType.WILDCARD)
    public Response askForDelete(RoutingContext context, @RestQuery String id) {
        session.require();
        return ask(context, 200, id(orEmpty(id)), null);
    }

    /** Deletes it, and leads to the operation if it takes long. */
    @POST
    @Path("/delete")
    public Response delete(RoutingContext context, MultivaluedMap<String, String> form) {
        ArmResourceId id = id(form);
        try {
            requireConfirmed(id, TypedText.stripped(form, "confirm"));
            ServiceAnswer answer = arm.send("DELETE", ResourceManager.path(id)).orFault();
            String action = texts().deleted(id.name());
            String operation = OperationAddress.of(arm, answer, id);
            return done(operation == null ? address(id.parent()) : operation, action);
        } catch (AzureException refused) {
            ShownError problem = ShownError.of(refused);
            return ask(context, problem.status(), id, problem);
        }
    }

    private Response ask(RoutingContext context, int status, ArmResourceId id, ShownError problem) {
        ListedScope content = id.isResourceGroup() ? resources.detail(id).content() : null;
        return pages.write(
                status,
                ResourceTemplates.delete(
                        pages.frame(context, texts().deleteTitle(), ResourcesResource.PAGE), id, content, problem));
    }

    private static void requireConfirmed(ArmResourceId id, String typed) {
        badRequestIf(
                !AsciiCase.equal(typed, id.name()),
                "NotConfirmed",
                "Type the name '%s' to confirm. Nothing was deleted.",
                id.name());
    }

    private static void requireName(String name) {
        badRequestIf(name.isEmpty(), "BadRequest", "A lock needs a name.");
    }

    private ArmResourceId id(MultivaluedMap<String, String> form) {
        session.require();
        return id(TypedText.stripped(form, "id"));
    }

    private static ArmResourceId id(String text) {
        ArmResourceId id = ArmResourceId.parse(text);
        badRequestIf(id.isRoot(), "BadRequest", "The form names no resource.");
        return id;
    }

    private static String address(ArmResourceId id) {
        return ResourcesResource.PREFIX + ScopeAddress.path(id);
    }

    private Response done(String address, String action) {
        return pages.leadAfterAction(address, action);
    }

    private ResourceTexts texts() {
        return pages.texts(ResourceTexts.class);
    }
}
