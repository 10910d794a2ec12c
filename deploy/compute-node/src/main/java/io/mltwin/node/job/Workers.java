package io.mltwin.node.job;

import java.util.Map;
import java.util.TreeMap;

/**
 * A run on several nodes or in several processes: what its processes are told of each other, by the
 * names that Azure ML documents for PyTorch and MPI.
 *
 * <p>Deviation: all nodes of a run are processes of one machine, so the master's address is
 * 127.0.0.1 and its port one of this run's own; Open MPI itself is not started, its ranks are
 * variables.
 */
public final class Workers {

    /** The folder of the run in which each process has its log. */
    static final String LOGS = "user_logs";

    private static final String LAUNCHER = """
            # Each process of the run has its ranks and its log; when one fails all are ended.
            distribution=%s first=%d count=%d
            mkdir -p user_logs
            for ((i = 0; i < count; i++)); do
              (
                rank=$((first + i))
                if [ "$distribution" = Mpi ]; then
                  export OMPI_COMM_WORLD_RANK=$rank OMPI_COMM_WORLD_LOCAL_RANK=$i
                else
                  export RANK=$rank LOCAL_RANK=$i
                fi
                exec "$@"
              ) >"user_logs/std_log_process_$((first + i)).txt" 2>&1 </dev/null &
              pids[i]=$!
            done
            code=0
            for ((left = count; left > 0 && code == 0; left--)); do
              wait -n -p ended
              code=$?
            done
            [ $code = 0 ] && exit 0
            for ((i = 0; i < count; i++)); do
              [ "${pids[i]}" = "$ended" ] && failed=$((first + i))
            done
            echo "The process with the rank $failed exited with code $code. The last lines of its log:"
            tail -n 15 "user_logs/std_log_process_$failed.txt"
            exit $code
            """;

    private Workers() {}

    /**
     * Returns the part of the management code that starts the processes of a node, each with its
     * ranks and its log, and ends them all when one fails. What is left is ended with the sandbox.
     */
    public static String launcher(JobBody.Worker worker) {
        return LAUNCHER.formatted(
                worker.distribution(), worker.nodeRank() * worker.processCount(), worker.processCount());
    }

    /** Returns what is the same for all processes of a node; each has its ranks besides. */
    public static Map<String, String> variables(JobBody.Worker worker) {
        String world = Integer.toString(worker.nodeCount() * worker.processCount());
        Map<String, String> all = new TreeMap<>();
        all.put("MASTER_ADDR", worker.masterAddress());
        all.put("MASTER_PORT", Integer.toString(worker.masterPort()));
        all.put("WORLD_SIZE", world);
        all.put("NODE_RANK", Integer.toString(worker.nodeRank()));
        all.put("AZUREML_NODE_COUNT", Integer.toString(worker.nodeCount()));
        if (worker.nodeCount() > 1) {
            all.put("AZ_BATCH_MASTER_NODE", worker.masterAddress() + ":" + worker.masterPort());
        }
        if (worker.distribution().equals("Mpi")) {
            all.put("AZ_BATCHAI_MPI_MASTER_NODE", worker.masterAddress());
            all.put("OMPI_COMM_WORLD_SIZE", world);
            all.put("OMPI_COMM_WORLD_LOCAL_SIZE", Integer.toString(worker.processCount()));
        }
        return all;
    }
}
