package io.mltwin.compute.execution;

import io.mltwin.compute.execution.WorkerEntity.State;
import io.mltwin.compute.execution.WorkerEntity.WorkerRepository;
import io.mltwin.compute.workspaces.Workspace.WorkspaceDeleted;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

/**
 * The nodes of runs on several: all of them begin the command or none, and the run has ended when
 * all have. How far each is stands in rows, so every replica gives the same answers.
 */
@Singleton
class RunWorkers {

    private final WorkerRepository repository;

    RunWorkers(WorkerRepository repository) {
        this.repository = repository;
    }

    /** The part of a node in a run. */
    record Worker(int nodeRank, String nodeId, boolean acknowledged) {}

    /**
     * How far a run is.
     *
     * @param start whether all nodes are ready to begin the command
     * @param finish whether all nodes but the first have ended
     */
    record Progress(boolean start, boolean finish) {}

    /** Gives each node its part, in the transaction that assigns the run. */
    @Transactional(Transactional.TxType.MANDATORY)
    void add(String workspaceId, String runId, List<String> nodeIds) {
        for (int rank = 0; rank < nodeIds.size(); rank++) {
            WorkerEntity worker = new WorkerEntity();
            worker.workspaceId = workspaceId;
            worker.runId = runId;
            worker.nodeRank = rank;
            worker.nodeId = nodeIds.get(rank);
            worker.state = State.GIVEN;
            repository.persist(worker);
        }
    }

    /** The part of a node that has not ended its part. */
    @Transactional
    Optional<Worker> find(String workspaceId, String runId, String nodeId) {
        return repository
                .find(workspaceId, runId, nodeId)
                .filter(worker -> worker.state != State.ENDED)
                .map(RunWorkers::view);
    }

    /** The parts of the nodes that have not ended theirs. */
    @Transactional
    List<Worker> active(String workspaceId, String runId) {
        return repository.of(workspaceId, runId).stream()
                .filter(worker -> worker.state != State.ENDED)
                .map(RunWorkers::view)
                .toList();
    }

    /** Notes how far a node is; it never goes back. */
    @Transactional
    void report(String workspaceId, String runId, String nodeId, String said) {
        State state = state(said);
        repository
                .lock(workspaceId, runId, nodeId)
                .filter(worker -> worker.state.compareTo(state) < 0)
                .ifPresent(worker -> worker.state = state);
    }

    private static State state(String said) {
        return switch (String.valueOf(said)) {
            case "ended" -> State.ENDED;
            case "ready", "running", "waiting", "finalizing" -> State.READY;
            default -> State.TAKEN;
        };
    }

    @Transactional
    Progress progress(String workspaceId, String runId) {
        List<WorkerEntity> all = repository.of(workspaceId, runId);
        return new Progress(
                all.stream().allMatch(worker -> worker.state.compareTo(State.READY) >= 0),
                all.stream().allMatch(worker -> worker.nodeRank == 0 || worker.state == State.ENDED));
    }

    void remove(String workspaceId, String runId) {
        repository.deleteOf(workspaceId, runId);
    }

    void gone(@Observes WorkspaceDeleted workspace) {
        repository.delete("workspaceId", workspace.workspaceId());
    }

    private static Worker view(WorkerEntity worker) {
        return new Worker(worker.nodeRank, worker.nodeId, worker.state != State.GIVEN);
    }
}
