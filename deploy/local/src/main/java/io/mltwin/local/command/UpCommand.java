package io.mltwin.local.command;

import io.mltwin.local.folder.FolderLock;
import io.mltwin.local.layout.Checkout;
import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.layout.Preflight;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** mltwin up: starts the platform, in the foreground until Ctrl-C, or with -d in the background. */
@Command(name = "up", description = "Start the platform.", mixinStandardHelpOptions = true)
public final class UpCommand implements Callable<Integer> {
    @Option(
            names = {"-d", "--detach"},
            description = "Return when all is ready, and leave it running.")
    private boolean detached;

    @Mixin private StartOptions options;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Checkout checkout = Checkout.find();
        Pointer pointer = new Pointer(checkout);
        pointer.requireNoneRunning();
        Abandoned.end(checkout, pointer);
        DataFolder folder = new DataFolder(options.dataFolder(checkout));
        checkout.requireBuilt(EnumSet.allOf(PlatformService.class));
        Preflight.folder(folder);
        // Only asks: the supervisor takes the lock for good.
        Optional<FolderLock> free = FolderLock.tryTake(folder);
        free.orElseThrow(() -> FolderLock.runningAlready(folder)).close();
        pointer.set(folder.root());
        return detached
                ? new BackgroundStart(checkout, folder).run(options.arguments(checkout))
                : new ForegroundRun(checkout, options).run();
    }
}
