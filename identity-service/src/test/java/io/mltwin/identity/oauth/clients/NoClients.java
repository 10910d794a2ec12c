package io.mltwin.identity.oauth.clients;

import io.mltwin.identity.directory.DirectoryPrincipal;
import jakarta.enterprise.inject.Vetoed;
import java.util.Optional;

/** Clients of a directory without any customer's application. */
@Vetoed
public final class NoClients extends Clients {

    public NoClients() {
        super(null, null, null, null, null);
    }

    @Override
    public Optional<DirectoryPrincipal> resource(String tenantId, String name) {
        return Optional.empty();
    }
}
