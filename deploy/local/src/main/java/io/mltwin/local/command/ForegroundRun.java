package io.mltwin.local.command;

import io.mltwin.local.Platform;
import io.mltwin.local.layout.Checkout;
import io.mltwin.local.process.Progress;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** Starts a platform and keeps it until this process is told to end. */
final class ForegroundRun {
    private final Checkout checkout;
    private final StartOptions options;
    private final Progress progress = Progress.toStandardOutput();

    ForegroundRun(Checkout checkout, StartOptions options) {
        this.checkout = checkout;
        this.options = options;
    }

    /** The work done with the platform once it is ready. */
    interface WhenReady {
        void accept(Platform platform) throws IOException, InterruptedException;
    }

    int run() throws IOException, InterruptedException {
        return run(platform -> {});
    }

    int run(WhenReady whenReady) throws IOException, InterruptedException {
        Platform platform = options.builder(checkout, progress).prepare();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(platform), "mltwin-stop"));
        platform.start();
        progress.say("mltwin is ready: ports "
                + platform.settings().ports().base()
                + "+, domain "
                + platform.settings().base()
                + ", data folder "
                + platform.folder().root());
        progress.say("console: " + platform.settings().consoleUrl() + " (./mltwin console)");
        whenReady.accept(platform);
        // Compiled code and classes of the start are not needed any more: give back what can be
        // given back.
        System.gc();
        new CountDownLatch(1).await();
        return 0;
    }

    private void close(Platform platform) {
        try {
            progress.say("stopping");
            platform.close();
            progress.say("stopped");
        } catch (IOException e) {
            progress.say("could not stop everything: " + e.getMessage());
        }
    }
}
