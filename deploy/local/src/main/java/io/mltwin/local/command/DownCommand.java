package io.mltwin.local.command;

import io.mltwin.local.compose.ComposeProject;
import io.mltwin.local.folder.RunningFolders;
import io.mltwin.local.layout.Checkout;
import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.process.PidFile;
import io.mltwin.local.process.Signals;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** mltwin down: ends the platform of this checkout, and whatever of it outlived its supervisor. */
@Command(name = "down", description = "End the platform.", mixinStandardHelpOptions = true)
public final class DownCommand implements Callable<Integer> {
    @Mixin
    private PlatformOption platform;

    private static final Duration GRACE = Duration.ofSeconds(60);

    @Override
    public Integer call() throws IOException, InterruptedException {
        return end(platform.folder());
    }

    static int end(Optional<Path> data) throws IOException, InterruptedException {
        Checkout checkout = Checkout.find();
        Pointer pointer = new Pointer(checkout, data);
        DataFolder folder = pointer.folder();
        Optional<PidFile> supervisor = pointer.supervisor();
        if (supervisor.isPresent()) {
            Signals.stopAlone(supervisor.get().pid(), GRACE);
        }
        AbandonedProcesses.end(checkout, pointer);
        System.out.println(
                supervisor.isPresent()
                        ? "mltwin is stopped (data folder " + folder.root() + ")."
                        : !pointer.isNamed() && ComposeProject.running(checkout).isPresent()
                                ? "The platform of this checkout runs in Compose: end it with"
                                        + " 'docker compose down'."
                                : "mltwin was not running." + RunningFolders.sentence());
        return 0;
    }
}
