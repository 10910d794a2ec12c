package io.mltwin.local.command;

import io.mltwin.local.compose.ComposeOperator;
import io.mltwin.local.layout.PlatformSettings;
import io.mltwin.local.process.Progress;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes, in the one-shot container trust, the trust material of a platform in Compose. */
@Command(name = "trust", hidden = true)
public final class TrustCommand implements Callable<Integer> {
    @Option(names = "--base", defaultValue = PlatformSettings.DEFAULT_BASE)
    private String base;

    @Override
    public Integer call() throws IOException {
        new ComposeOperator(Progress.toStandardOutput()).trust(base);
        return 0;
    }
}
