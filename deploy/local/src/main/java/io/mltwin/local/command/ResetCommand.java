package io.mltwin.local.command;

import io.mltwin.local.client.PlatformClient;
import io.mltwin.local.process.Progress;
import io.mltwin.local.reset.PlatformReset;
import io.mltwin.local.seed.Seeding;
import io.mltwin.local.trust.OperatorCredentials;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** mltwin reset: empties a running platform and brings its fixture back, without a restart. */
@Command(
        name = "reset",
        description = {
            "Bring the running platform back to its fixture.",
            "Deletes all that was made in it and sets its clock to the wall clock. Keys,"
                    + " certificates and the credentials of 'env' stay. A reset that was interrupted is"
                    + " finished by repeating it."
        },
        mixinStandardHelpOptions = true)
public final class ResetCommand implements Callable<Integer> {
    @Mixin
    private PlatformOption platform;

    @Override
    public Integer call() throws IOException, InterruptedException {
        long start = System.nanoTime();
        RunningPlatform running = platform.require();
        PlatformClient client = running.client();
        OperatorCredentials credentials = running.credentials();
        Seeding seeding = new Seeding(running.fixture(), credentials, running.settings(), client, running.marks());
        new PlatformReset(
                        client, running.settings(), credentials, seeding, running.marks(), Progress.toStandardOutput())
                .run();
        System.out.printf(Locale.ROOT, "mltwin was reset in %.1f s.%n", (System.nanoTime() - start) / 1e9);
        return 0;
    }
}
