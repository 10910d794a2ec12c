package io.mltwin.local.command;

import io.mltwin.local.PartList;
import io.mltwin.local.client.PlatformClient;
import io.mltwin.local.client.Tokens;
import io.mltwin.local.layout.Checkout;
import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.PlatformSettings;
import io.mltwin.local.layout.Refusal;
import io.mltwin.local.process.PidFile;
import io.mltwin.local.seed.Fixture;
import io.mltwin.local.trust.CredentialsFile;
import io.mltwin.local.trust.OperatorCredentials;
import java.io.IOException;
import java.util.Optional;

/** The running platform of this checkout, as the commands beside up see it. */
record Running(
        Checkout checkout,
        DataFolder folder,
        PlatformSettings settings,
        Optional<PidFile> supervisor) {

    /** The platform that runs, or a refusal if none does. */
    static Running require() throws IOException {
        Running running = find().orElseThrow(Running::none);
        if (running.supervisor().isEmpty()) {
            throw none();
        }
        return running;
    }

    /**
     * The platform that was started last, whether it still runs or not; empty if there never was
     * one.
     */
    static Optional<Running> find() throws IOException {
        Checkout checkout = Checkout.find();
        Pointer pointer = new Pointer(checkout);
        Optional<PlatformSettings> settings = pointer.settings();
        if (settings.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Running(checkout, pointer.folder(), settings.get(), pointer.supervisor()));
    }

    private static Refusal none() {
        return new Refusal("mltwin is not running: start it with './mltwin up -d'.");
    }

    PartList parts() {
        return PartList.asStarted(folder, checkout, settings);
    }

    OperatorCredentials credentials() throws IOException {
        return new CredentialsFile(folder).read();
    }

    Fixture fixture() {
        return Fixture.read(checkout.fixture(), settings.base());
    }

    PlatformClient client() {
        return new PlatformClient(folder);
    }

    Tokens tokens() throws IOException {
        return new Tokens(client(), settings, credentials());
    }
}
