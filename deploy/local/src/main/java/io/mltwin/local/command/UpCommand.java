package io.mltwin.local.command;

import io.mltwin.local.layout.Checkout;
import io.mltwin.local.layout.DataFolder;
import java.io.IOException;
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

    @Mixin
    private StartOptions options;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Checkout checkout = Checkout.find();
        Optional<RunningPlatform> running = detached ? options.findSame() : Optional.empty();
        if (running.isPresent()) {
            System.out.println("mltwin runs already with the data folder "
                    + running.get().folder().root()
                    + ", console: "
                    + running.get().settings().consoleUrl()
                    + " ('./mltwin status' shows its parts, './mltwin down' ends it).");
            return 0;
        }
        DataFolder folder = options.prepareFolder(checkout);
        return detached
                ? new BackgroundStart(checkout, folder).run(options.arguments(checkout))
                : new ForegroundRun(checkout, options).run();
    }
}
