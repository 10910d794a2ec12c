package io.mltwin.client;

import java.nio.file.Path;
import java.util.stream.Stream;

/** The launcher of this machine's installation, which is looked for when it is needed. */
record LocalLauncher(Path dataFolder) implements Launcher {
    @Override
    public void run(String... command) {
        Stream<String> launcher = Stream.of(Installation.find().launcher().toString());
        Stream<String> platform = Stream.of("--data", dataFolder.toString());
        Program.run(Stream.of(launcher, Stream.of(command), platform)
                .flatMap(part -> part)
                .toArray(String[]::new));
    }

    @Override
    public void seed(Path file, Path target) {
        run("seed", file.toString(), "--target", target.toString());
    }
}
