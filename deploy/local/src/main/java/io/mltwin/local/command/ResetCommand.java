package io.mltwin.local.command;

import io.mltwin.local.layout.Refusal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** mltwin reset: not built yet. */
@Command(
        name = "reset",
        description = "Empty a running platform (not built yet).",
        mixinStandardHelpOptions = true)
public final class ResetCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new Refusal(
                "reset is not built yet: './mltwin down' and './mltwin up -d' with another --data folder give a fresh platform.");
    }
}
