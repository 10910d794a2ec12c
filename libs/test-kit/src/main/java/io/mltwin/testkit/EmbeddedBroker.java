package io.mltwin.testkit;

import io.mltwin.local.process.Progress;
import io.mltwin.local.process.Supervisor;
import java.io.IOException;
import java.util.List;

/** The launcher's own Kafka, in the folder of the test run. */
final class EmbeddedBroker extends TestBroker {

    private final Supervisor supervisor;

    private EmbeddedBroker(Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    static EmbeddedBroker start(TestTrust trust) throws IOException, InterruptedException {
        Supervisor supervisor =
                new Supervisor(trust.folder(), List.of(part(trust)), Progress.silent());
        supervisor.start();
        return new EmbeddedBroker(supervisor);
    }

    @Override
    public void close() throws IOException {
        supervisor.close();
    }
}
