package io.mltwin.local.command;

import io.mltwin.local.PartList;
import io.mltwin.local.client.PlatformClient;
import io.mltwin.local.client.Tokens;
import io.mltwin.local.compose.ComposeLayout;
import io.mltwin.local.compose.ComposeOperator;
import io.mltwin.local.compose.ComposeProject;
import io.mltwin.local.folder.RunningFolders;
import io.mltwin.local.layout.Checkout;
import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.PlatformSettings;
import io.mltwin.local.layout.RefusalException;
import io.mltwin.local.process.PidFile;
import io.mltwin.local.process.Progress;
import io.mltwin.local.seed.Fixture;
import io.mltwin.local.trust.CredentialsFile;
import io.mltwin.local.trust.OperatorCredentials;
import io.mltwin.local.trust.TrustMaterial;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The running platform of this checkout, as all commands but up see it: processes under a
 * supervisor, or the containers of docker-compose.yml.
 */
record RunningPlatform(
        Checkout checkout, DataFolder folder, PlatformSettings settings, Optional<PidFile> supervisor, Where where) {

    /** The place where the platform's parts run. */
    enum Where {
        PROCESSES,
        CONTAINERS,
        /** Containers, and this program runs in one of them. */
        INSIDE
    }

    /** Returns the platform that runs, or refuses if none does. */
    static RunningPlatform require(Optional<Path> data) throws IOException {
        Optional<RunningPlatform> running = find(data).filter(RunningPlatform::up);
        return running.isPresent() ? running.get() : refuse(data);
    }

    /** For what only a platform of processes can do. */
    static RunningPlatform requireProcesses(Optional<Path> data, String instead) throws IOException {
        RunningPlatform running = require(data);
        if (running.where() != Where.PROCESSES) {
            throw new RefusalException("The platform of this checkout runs in Compose: use '" + instead + "'.");
        }
        return running;
    }

    /**
     * Returns the platform that runs, or of those made of processes the one that was started last;
     * empty if there never was one.
     *
     * @param data the data folder of one platform of several; empty for the one that is meant
     *     without --data
     */
    static Optional<RunningPlatform> find(Optional<Path> data) throws IOException {
        if (ComposeLayout.inside()) {
            ComposeOperator operator = new ComposeOperator(Progress.silent());
            return Optional.of(new RunningPlatform(
                    operator.checkout(), operator.folder(), operator.attach(), Optional.empty(), Where.INSIDE));
        }
        Checkout checkout = Checkout.find();
        Pointer pointer = new Pointer(checkout, data);
        Optional<PidFile> supervisor = pointer.supervisor();
        Optional<ComposeProject> project =
                supervisor.isPresent() || data.isPresent() ? Optional.empty() : ComposeProject.running(checkout);
        if (project.isPresent()) {
            DataFolder folder = new DataFolder(checkout.home().resolve("compose"));
            DataFolder.createPrivate(checkout.home());
            return Optional.of(new RunningPlatform(
                    checkout, folder, project.get().fetch(folder), Optional.empty(), Where.CONTAINERS));
        }
        DataFolder folder = pointer.folder();
        return pointer.settings()
                .map(settings -> new RunningPlatform(checkout, folder, settings, supervisor, Where.PROCESSES));
    }

    /** Returns whether it runs now. */
    boolean up() {
        return where != Where.PROCESSES || supervisor.isPresent();
    }

    private static RunningPlatform refuse(Optional<Path> data) throws IOException {
        Pointer pointer = new Pointer(Checkout.find(), data);
        throw new RefusalException(
                pointer.isNamed()
                        ? "No platform runs with the data folder "
                                + pointer.folder().root()
                                + ": start it with './mltwin up -d --data "
                                + pointer.folder().root()
                                + "'."
                                + RunningFolders.sentence()
                        : "No platform runs: start it with './mltwin up -d', or in containers"
                                + " with 'docker compose up --wait'."
                                + RunningFolders.sentence());
    }

    /** Where what is known about the platform's state is noted. */
    DataFolder marks() {
        return where == Where.INSIDE ? new DataFolder(folder.privateOf(TrustMaterial.OPERATOR)) : folder;
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
