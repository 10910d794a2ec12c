package io.mltwin.console.studio;

import io.mltwin.console.page.PageWriter;
import io.mltwin.platform.Addresses;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Leads who follows an address of Azure ML studio, as clients get it of a job, to the page of the console. */
@Path("/console/studio/{path: .*}")
public class StudioResource {

    private final PageWriter pages;
    private final Addresses addresses;

    StudioResource(PageWriter pages, Addresses addresses) {
        this.pages = pages;
        this.addresses = addresses;
    }

    /** Needs no session: the page that it leads to does. */
    @GET
    public Response lead(@RestPath String path, @RestQuery String wsid) {
        return pages.leadTo(addresses.console() + StudioAddress.page(path, wsid));
    }
}
