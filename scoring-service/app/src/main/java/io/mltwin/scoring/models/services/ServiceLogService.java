package io.mltwin.scoring.models.services;

import io.mltwin.armweb.Caller;
import io.mltwin.resourceprovider.RowTransactions;
import io.mltwin.scoring.workspaces.WorkspaceAuthorizer;
import io.mltwin.scoring.workspaces.WorkspacePath;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Shows what a web service's container printed to callers that may read the service.
 *
 * <p>Deviation: kept in memory: the last 5000 lines and 256 Ki characters while the container runs,
 * and of the last start that failed until the service ends; {@code init} changes nothing, as there
 * are no init containers.
 */
@Singleton
public record ServiceLogService(WorkspaceAuthorizer access, WebServiceRepository repository, DeploymentHost host) {

    /** Returns the last lines, at most {@code tail}. */
    String read(Caller caller, WorkspacePath path, String name, int tail) {
        access.requireAll(caller, path, "services/read");
        WebServiceEntity service = RowTransactions.inOne(() -> repository.requireByName(path.key(), name));
        List<String> lines = host.log(service.endpoint);
        return lines.subList(Math.max(0, lines.size() - Math.max(0, tail)), lines.size()).stream()
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }
}
