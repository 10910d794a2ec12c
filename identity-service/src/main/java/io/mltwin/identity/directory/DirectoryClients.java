package io.mltwin.identity.directory;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** Customers' applications of the directory, as clients. */
@ApplicationScoped
class DirectoryClients implements RegisteredClients {

    private final ServicePrincipalRepository servicePrincipals;

    DirectoryClients(ServicePrincipalRepository servicePrincipals) {
        this.servicePrincipals = servicePrincipals;
    }

    @Override
    @Transactional
    public Optional<ClientApplication> find(String applicationId) {
        return servicePrincipals
                .findByApplication(applicationId)
                .filter(row -> row.kind() == PrincipalKind.APPLICATION)
                .map(DirectoryMapper::client);
    }
}
