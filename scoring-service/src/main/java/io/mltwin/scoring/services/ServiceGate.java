package io.mltwin.scoring.services;

import io.mltwin.armweb.AzureFault;
import io.mltwin.armweb.Caller;
import io.mltwin.scoring.ModelManagementFaults;
import io.mltwin.scoring.workspaces.WorkspaceAccess;
import io.mltwin.scoring.workspaces.WorkspacePath;
import jakarta.inject.Singleton;
import java.util.stream.Stream;

/**
 * Lets a caller at a workspace's web services: each operation by its action of Azure RBAC, which
 * names where the service runs ({@code services/aks/write}).
 */
@Singleton
class ServiceGate {

    private final WebServiceRepository repository;
    private final WorkspaceAccess access;

    ServiceGate(WebServiceRepository repository, WorkspaceAccess access) {
        this.repository = repository;
        this.access = access;
    }

    /**
     * The service, when the caller may do each of the operations on services where it runs. That
     * there is none is told to who may read services only.
     */
    WebServiceEntity enter(Caller caller, WorkspacePath path, String name, String... operations) {
        WebServiceEntity service = find(path, name);
        if (service == null) {
            access.requireAll(caller, path, "services/read");
            throw unknown(name);
        }
        ComputeType type = ComputeType.valueOf(service.computeType);
        access.requireAll(
                caller,
                path,
                Stream.of(operations)
                        .map(operation -> "services/" + type.actionPart() + "/" + operation)
                        .toArray(String[]::new));
        return service;
    }

    WebServiceEntity find(WorkspacePath path, String name) {
        return repository.findById(WebServiceRepository.key(path.key(), name));
    }

    WebServiceEntity existing(WorkspacePath path, String name) {
        WebServiceEntity service = find(path, name);
        if (service == null) {
            throw unknown(name);
        }
        return service;
    }

    private static AzureFault unknown(String name) {
        return ModelManagementFaults.notFound(
                "ServiceNotFound", "There is no service '" + name + "' in this workspace.");
    }
}
