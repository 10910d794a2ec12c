package io.mltwin.scoring.services;

import io.mltwin.armweb.Caller;
import io.mltwin.scoring.workspaces.WorkspaceAccess;
import io.mltwin.scoring.workspaces.WorkspacePath;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a web service's container printed, for who may read the service.
 *
 * <p>Deviation: kept in memory while the container runs, the last 5000 lines and 256 Ki characters;
 * {@code init} changes nothing, as there is one container.
 */
@ApplicationScoped
public class ServiceLogService {

    private final WorkspaceAccess access;
    private final ServiceGate gate;
    private final DeploymentHost host;

    public ServiceLogService(WorkspaceAccess access, ServiceGate gate, DeploymentHost host) {
        this.access = access;
        this.gate = gate;
        this.host = host;
    }

    /** The last lines, at most {@code tail}. */
    @Transactional
    String read(Caller caller, WorkspacePath path, String name, int tail) {
        access.requireAll(caller, path, "services/read");
        List<String> lines = host.log(gate.existing(path, name).endpoint);
        return lines.subList(Math.max(0, lines.size() - Math.max(0, tail)), lines.size()).stream()
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }
}
