package io.mltwin.local.reset;

import io.mltwin.local.client.PlatformClient;
import io.mltwin.local.client.PlatformClient.Reply;
import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.layout.PlatformSettings;
import io.mltwin.local.layout.RefusalException;
import io.mltwin.local.process.Progress;
import io.mltwin.local.seed.Seeding;
import io.mltwin.local.trust.OperatorCredentials;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;

/**
 * Brings a running platform back to its fixture, or to a snapshot: pauses all six services, empties all, seeds or
 * fills, lets all go on. Keys, certificates and credentials stay. Every step may be repeated, so a reset that
 * was interrupted is finished by another one.
 */
public record PlatformReset(
        PlatformClient client,
        PlatformSettings settings,
        OperatorCredentials credentials,
        Seeding seeding,
        DataFolder folder,
        Progress progress) {

    static final String PATH = "/_mltwin/reset";
    private static final String PASS_HEADER = "x-mltwin-reset";

    record Pause(String pass) {
        static Pause random() {
            return new Pause(UUID.randomUUID().toString());
        }
    }

    record Epoch(long epoch) {}

    /**
     * Resets.
     *
     * @return the epoch that begins
     * @throws RefusalException when a step fails; the services that were paused stay so
     */
    public long run() throws IOException, InterruptedException {
        return ResetMarker.during(folder, ResetMarker.RESET, this::reset);
    }

    private long reset() throws IOException, InterruptedException {
        seeding.forget();
        try (ServiceSteps steps = new ServiceSteps(client, settings, credentials)) {
            Pause pause = Pause.random();
            long epoch = pause(steps, pause);
            progress.say("all six services are paused");
            steps.postAll(PATH + "/clear", new Epoch(epoch));
            progress.say("all are empty, epoch " + epoch + " begins, the clock is the wall clock");
            seeding.by(client.with(PASS_HEADER, pause.pass())).ensure();
            progress.say("the fixture is seeded");
            steps.postAll(PATH + "/resume", new Epoch(epoch));
            return epoch;
        }
    }

    /** Returns the epoch that may begin. */
    static long pause(ServiceSteps steps, Pause pause) throws IOException, InterruptedException {
        Map<PlatformService, Reply> paused = steps.postAll(PATH + "/pause", pause);
        return 1
                + paused.values().stream()
                        .mapToLong(reply -> reply.body().path("epoch").asLong())
                        .max()
                        .orElse(0);
    }
}
