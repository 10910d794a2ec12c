package io.mltwin.scoring.models.services;

import io.mltwin.armweb.Caller;
import io.mltwin.resourceprovider.RowTransactions;
import io.mltwin.scoring.workspaces.WorkspaceAuthorizer;
import io.mltwin.scoring.workspaces.WorkspacePath;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides whether a caller may do something with a web service: each operation by its action of
 * Azure RBAC, which names where the service runs ({@code services/aks/write}). Both methods return
 * the service's endpoint, which no other service ever has, so that the transaction that follows
 * finds the service that was decided on, or none.
 */
@Singleton
record ServiceAuthorizer(WebServiceRepository repository, WorkspaceAuthorizer access) {

    /**
     * Passes when the caller may do each of the operations on services where it runs. Only a caller
     * that may read services learns that there is none.
     *
     * @throws io.mltwin.armweb.AzureException 403 for an operation, 404 when there is no such
     *     service
     */
    String require(Caller caller, WorkspacePath path, String name, String... operations) {
        return requireIfPresent(caller, path, name, operations).orElseThrow(() -> {
            access.requireAll(caller, path, "services/read");
            return WebServiceRepository.notFound(name);
        });
    }

    /**
     * Does the same as {@link #require}; returns empty, and decides nothing, when there is no such
     * service.
     */
    Optional<String> requireIfPresent(Caller caller, WorkspacePath path, String name, String... operations) {
        WebServiceEntity service = RowTransactions.inOne(() -> repository.findByName(path.key(), name));
        if (service == null) {
            return Optional.empty();
        }
        ComputeType type = ComputeType.valueOf(service.computeType);
        access.requireAll(
                caller,
                path,
                Stream.of(operations)
                        .map(operation -> "services/" + type.actionPart() + "/" + operation)
                        .toArray(String[]::new));
        return Optional.of(service.endpoint);
    }
}
