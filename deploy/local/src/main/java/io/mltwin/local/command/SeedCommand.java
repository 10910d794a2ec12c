package io.mltwin.local.command;

import io.mltwin.local.compose.ComposeOperator;
import io.mltwin.local.process.Progress;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Does what the operator's container runs first: rights in Kafka, then the fixture. */
@Command(name = "seed", hidden = true)
public final class SeedCommand implements Callable<Integer> {
    @Override
    public Integer call() throws IOException, InterruptedException {
        new ComposeOperator(Progress.toStandardOutput()).seed();
        return 0;
    }
}
