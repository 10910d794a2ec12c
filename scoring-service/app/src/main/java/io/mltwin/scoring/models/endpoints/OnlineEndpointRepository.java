package io.mltwin.scoring.models.endpoints;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.ChildRows;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Online endpoints of workspaces, and by the name of their host. */
@ApplicationScoped
class OnlineEndpointRepository implements ChildRows<OnlineEndpointEntity> {

    /** Names are unique in a region. */
    @Override
    public OnlineEndpointEntity sameName(OnlineEndpointEntity made) {
        return byHost(hostKey(made)).orElse(null);
    }

    static String hostKey(OnlineEndpointEntity row) {
        return AsciiCase.lower(row.name) + "." + row.location;
    }

    Optional<OnlineEndpointEntity> byHost(String hostKey) {
        return find("hostKey", hostKey).firstResultOptional();
    }
}
