package io.mltwin.e2e;

import io.mltwin.local.demo.FlowClient;
import java.util.List;
import java.util.UUID;

/** The doors of the training half, in the v1 data plane and in ARM, each with who may open it. */
final class ComputeDoors {
    static final String UNIQUE = UUID.randomUUID().toString().substring(0, 8);
    static final String CLUSTER = "doors-c-" + UNIQUE;
    static final String INSTANCE = "doors-x" + UNIQUE;

    /** What a Reader may. */
    enum Kind {
        READ,
        WRITE,
        /** For nobody but a run with its own token. */
        RUN_ONLY
    }

    /** How a caller without or with a token comes to a door. */
    interface Call {
        FlowClient.Answer by(String token) throws Exception;
    }

    /**
     * One route.
     *
     * @param status what an allowed caller gets; 200 stands for any 2xx
     */
    record Door(String name, Kind kind, int status, Call call) {
        @Override
        public String toString() {
            return name;
        }
    }

    private final DoorList doors = new DoorList(TestPlatform.get());
    private final RunDoors runs = new RunDoors(doors);
    private final DataDoors data = new DataDoors(doors);
    private final TargetDoors targets = new TargetDoors(doors);

    /** Looks at what the flows left. */
    ComputeDoors() throws Exception {}

    List<Door> all() {
        runs.experiments();
        runs.runs();
        runs.metrics();
        data.artifacts();
        data.snapshotsAndEnvironments();
        targets.submitting();
        data.datastores();
        targets.computes();
        return doors.all();
    }
}
