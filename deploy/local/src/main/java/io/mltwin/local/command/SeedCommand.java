package io.mltwin.local.command;

import io.mltwin.local.compose.ComposeLayout;
import io.mltwin.local.compose.ComposeOperator;
import io.mltwin.local.layout.BoundedContent;
import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.Json;
import io.mltwin.local.layout.RefusalException;
import io.mltwin.local.process.Progress;
import io.mltwin.local.seed.FixtureCredentials;
import io.mltwin.local.seed.SeedFile;
import io.mltwin.local.seed.SeedRun;
import io.mltwin.local.seed.SeedTarget;
import io.mltwin.local.trust.CryptoProvider;
import io.mltwin.local.trust.OperatorCredentials;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * mltwin seed FILE: brings a seed file into the running platform. Without a file it does what the
 * operator's container runs first: rights in Kafka, then the fixture.
 */
@Command(
        name = "seed",
        description = "Bring tenants, people, workspaces and what is in them from a file into the running platform.",
        mixinStandardHelpOptions = true)
public final class SeedCommand implements Callable<Integer> {
    @Mixin
    private PlatformOption platform;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "YAML or JSON.")
    private Path file;

    @Option(names = "--check", description = "Only check the file; make no call.")
    private boolean check;

    /** A private file with the {@link SeedTarget} of a test; its new credentials are written there. */
    @Option(names = "--target", hidden = true)
    private Path target;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (file == null && ComposeLayout.inside()) {
            new ComposeOperator(Progress.toStandardOutput()).seed();
            return 0;
        }
        if (file == null) {
            throw new RefusalException("Name the seed file: './mltwin seed FILE'.");
        }
        RunningPlatform running = platform.require();
        if (running.where() == RunningPlatform.Where.CONTAINERS) {
            throw new RefusalException(
                    "The platform of this checkout runs in Compose: copy the file into the operator's"
                            + " container and run 'docker compose exec operator mltwin seed FILE'.");
        }
        SeedTarget meant = target == null
                ? SeedTarget.of(running.fixture(), running.credentials())
                : Json.MAPPER.readValue(BoundedContent.text(target), SeedTarget.class);
        SeedFile seed = SeedFile.read(file, meant);
        if (check) {
            System.out.println(file + " is in order: " + seed.size() + " steps.");
            return 0;
        }
        apply(seed, running);
        return 0;
    }

    private void apply(SeedFile seed, RunningPlatform running) throws IOException, InterruptedException {
        FixtureCredentials secrets =
                new FixtureCredentials(running.folder(), new SecureRandom(), CryptoProvider.load());
        OperatorCredentials complete;
        if (target == null) {
            complete = secrets.complete(seed.directory());
        } else {
            SeedTarget known = seed.target();
            complete = secrets.complete(seed.directory(), known.credentials());
            DataFolder.writePrivate(target, Json.MAPPER.writeValueAsString(known.with(complete)));
            complete = new OperatorCredentials(
                    running.credentials().administrator(), complete.users(), complete.servicePrincipals());
        }
        int changes = new SeedRun(
                        seed,
                        complete,
                        running.settings(),
                        running.client(),
                        running.marks().root().resolve("seeded-steps"),
                        Progress.toStandardOutput())
                .apply();
        System.out.println(
                file + " is seeded: " + (changes == 0 ? "nothing changed." : changes + " calls changed something."));
    }
}
