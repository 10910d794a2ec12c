package io.mltwin.console.resources;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.console.azure.ScopeAddress;
import io.mltwin.console.page.PageWriter;
import io.mltwin.console.session.CurrentSession;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;

/** Subscriptions, groups and resources that the user may read, and one of them. */
@Path("/console/resources")
public class ResourcesResource {

    static final String PAGE = "resources";
    static final String PREFIX = "/resources";

    private final PageWriter pages;
    private final CurrentSession session;
    private final Resources resources;

    ResourcesResource(PageWriter pages, CurrentSession session, Resources resources) {
        this.pages = pages;
        this.session = session;
        this.resources = resources;
    }

    /** Shows the list. */
    @GET
    public Response list(
            RoutingContext context,
            @RestQuery String search,
            @RestQuery String type,
            @RestQuery String scope,
            @RestQuery String next) {
        session.require();
        ResourceQuery query = ResourceQuery.of(search, type, scope, next);
        List<ListedScope> scopes = resources.list(query);
        return pages.write(ResourceTemplates.list(
                pages.frame(context, pages.texts(ResourceTexts.class).title(), PAGE),
                query,
                ResourceTypes.ALL,
                scopes));
    }

    /** Shows the resource whose ARM id the path is. */
    @GET
    @Path("/{id: subscriptions/.+}")
    public Response detail(RoutingContext context) {
        session.require();
        return detail(context, 200, ScopeAddress.of(context, PREFIX), TypedForm.NOTHING);
    }

    Response detail(RoutingContext context, int status, ArmResourceId id, TypedForm typed) {
        ResourceDetail detail = resources.detail(id);
        return pages.write(
                status,
                ResourceTemplates.detail(
                        pages.frame(context, pages.texts(ResourceTexts.class).details(), PAGE), detail, typed));
    }
}
