package io.mltwin.compute.encryption;

import io.mltwin.compute.encryption.StoreService.StoreBody;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;

/** Tells the administrator which store a workspace's run history lies in, and under which key. */
@Path("/_mltwin/stores")
public class StoreResource {

    private final StoreService stores;

    StoreResource(StoreService stores) {
        this.stores = stores;
    }

    @GET
    public List<StoreBody> list() {
        return stores.list();
    }
}
