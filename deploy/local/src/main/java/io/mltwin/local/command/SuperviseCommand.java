package io.mltwin.local.command;

import io.mltwin.local.layout.Checkout;
import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.RefusalException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * The process that up -d leaves behind: starts the parts, starts again what dies, stops all when it
 * is told to end.
 */
@Command(name = "supervise", hidden = true)
public final class SuperviseCommand implements Callable<Integer> {
    static final String READY = "ready";

    @Mixin
    private StartOptions options;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Checkout checkout = Checkout.find();
        DataFolder folder = new DataFolder(options.dataFolder(checkout));
        return new ForegroundRun(checkout, options).run(platform -> tell(outcome(folder)));
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
