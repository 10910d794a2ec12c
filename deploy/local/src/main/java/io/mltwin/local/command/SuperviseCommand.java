package io.mltwin.local.command;

import io.mltwin.local.layout.Checkout;
import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.RefusalException;
import io.mltwin.local.process.Progress;
import io.mltwin.local.testplatform.LeaseKeeper;
import io.mltwin.local.testplatform.TestPlatform;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The process that up -d leaves behind: starts the parts, starts again what dies, stops all when it
 * is told to end.
 */
@Command(name = "supervise", hidden = true)
public final class SuperviseCommand implements Callable<Integer> {
    static final String READY = "ready";

    @Mixin
    private StartOptions options;

    @Option(names = "--test-platform")
    private Path home;

    @Option(names = "--idle")
    private Duration idle;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Checkout checkout = Checkout.find();
        DataFolder folder = new DataFolder(options.dataFolder(checkout));
        if (home != null) {
            SupervisorWatch.begin(BackgroundStart.launcher(checkout, "test-platform", "clear", home.toString()));
        }
        return new ForegroundRun(checkout, options).run(platform -> {
            tell(outcome(folder));
            if (home != null) {
                FileChannel ending = new LeaseKeeper(new TestPlatform(home), idle, Progress.toStandardOutput()).await();
                // held until this process is gone
                System.exit(ending.isOpen() ? 0 : 1);
            }
        });
    }

    static Path outcome(DataFolder folder) {
        return folder.run().resolve("outcome");
    }

    private static void tell(Path outcome) {
        try {
            DataFolder.writePrivate(outcome, READY);
        } catch (IOException e) {
            throw new RefusalException("The outcome of the start cannot be written: " + e.getMessage(), e);
        }
    }
}
