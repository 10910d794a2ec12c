package io.mltwin.local.compose;

import io.mltwin.local.layout.Checkout;
import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.PlatformSettings;
import io.mltwin.local.layout.RefusalException;
import io.mltwin.local.process.Progress;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;

/** The launcher inside its containers: what the other commands' start of processes is outside. */
public final class ComposeOperator {
    private final Progress progress;

    public ComposeOperator(Progress progress) {
        this.progress = progress;
        if (!ComposeLayout.inside()) {
            throw new RefusalException(
                    "This command is for the containers of docker-compose.yml: run 'docker compose up --wait'.");
        }
    }

    /** Makes the trust material and hands each part its own. */
    public void trust(String base) throws IOException {
        ComposeTrust trust = new ComposeTrust(
                ComposeLayout.FOLDER, ComposeLayout.CHECKOUT.fixture(), Clock.systemUTC(), new SecureRandom());
        trust.ensure(base);
        trust.handOver();
        progress.say("the trust material for " + base + " stands");
    }

    /** Sets the rights in Kafka and seeds the fixture. */
    public void seed() throws IOException, InterruptedException {
        new ComposeSeed(ComposeLayout.FOLDER, progress).ensure();
    }

    public DataFolder folder() {
        return ComposeLayout.FOLDER;
    }

    public Checkout checkout() {
        return ComposeLayout.CHECKOUT;
    }

    /**
     * Returns the settings of the platform; from now on its ports answer on this container's loopback.
     */
    public PlatformSettings attach() throws IOException {
        PeerRelay.start();
        return ComposeTrust.settings(ComposeLayout.FOLDER);
    }
}
