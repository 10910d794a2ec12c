package io.mltwin.console.accesskeys;

import static io.mltwin.armweb.AzureException.notFound;
import static io.mltwin.console.azure.ScopeAddress.path;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.console.azure.ResourceManager;
import io.mltwin.console.azure.ScopeAddress;
import io.mltwin.console.page.PageWriter;
import io.mltwin.console.page.ShownError;
import io.mltwin.console.scopes.ScopeLink;
import io.mltwin.console.session.CurrentSession;
import io.mltwin.encoding.AsciiCase;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;

/**
 * {@code /listkeys/{resource}}: the access keys of a storage account, workspace or registry, as
 * "Access keys" of Azure's portal. Keys are asked for by a click only, which the activity log
 * notes.
 */
@Path("/console/listkeys/{resource:subscriptions/.+}")
public class AccessKeysResource {

    private static final String PREFIX = "/listkeys";
    private static final String VERSION = "?api-version=2021-09-01";
    private static final List<String> TYPES =
            List.of("Microsoft.Storage/storageAccounts", "Microsoft.MachineLearningServices/workspaces");

    private final PageWriter pages;
    private final CurrentSession session;
    private final ResourceManager arm;

    AccessKeysResource(PageWriter pages, CurrentSession session, ResourceManager arm) {
        this.pages = pages;
        this.session = session;
        this.arm = arm;
    }

    /** Returns whether a resource has keys that this page lists. */
    public static boolean hasKeys(ArmResourceId id) {
        return TYPES.stream().anyMatch(AsciiCase.equalTo(id.type()));
    }

    /** Shows the page, without keys. */
    @GET
    public Response show(RoutingContext context) {
        session.require();
        return page(context, require(context), List.of(), null);
    }

    /** Lists the keys. */
    @POST
    public Response list(RoutingContext context) {
        session.require();
        ArmResourceId resource = require(context);
        try {
            return page(
                    context,
                    resource,
                    AccessKey.of(arm.send("POST", path(resource) + "/listKeys" + VERSION)
                            .orFault()
                            .json()),
                    null);
        } catch (AzureException refused) {
            return page(context, resource, List.of(), ShownError.of(refused));
        }
    }

    private static ArmResourceId require(RoutingContext context) {
        ArmResourceId resource = ScopeAddress.of(context, PREFIX);
        if (!hasKeys(resource)) {
            throw notFound("ResourceNotFound", "The console lists keys of %s only.", String.join(" and ", TYPES));
        }
        return resource;
    }

    private Response page(RoutingContext context, ArmResourceId resource, List<AccessKey> keys, ShownError error) {
        return pages.write(
                error == null ? 200 : error.status(),
                AccessKeysTemplates.keys(
                        pages.frame(context, pages.texts(AccessKeysTexts.class).title(), "access"),
                        ScopeLink.trail(resource),
                        ScopeAddress.path(resource),
                        keys,
                        error));
    }
}
