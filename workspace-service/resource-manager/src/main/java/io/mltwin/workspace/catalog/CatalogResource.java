package io.mltwin.workspace.catalog;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/**
 * The service catalogue: every topic of the document with the part of the platform that plays it,
 * its address and whether it runs. For the administrator, as all of {@code /_mltwin}: it tells the
 * state of every service.
 */
@Path("/_mltwin/catalog")
public class CatalogResource {

    private final ServiceCatalog catalog;

    CatalogResource(ServiceCatalog catalog) {
        this.catalog = catalog;
    }

    @GET
    public CatalogBody show() {
        return catalog.show();
    }
}
