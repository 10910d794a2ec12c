package io.mltwin.local.command;

import io.mltwin.encoding.UriEncoding;
import io.mltwin.local.client.PlatformClient.Call;
import io.mltwin.local.client.PlatformClient.Reply;
import io.mltwin.local.diagnostics.DiagnosticsTable;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.layout.RefusalException;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** mltwin diagnostics: what Microsoft collected of runs and scoring requests, newest first. */
@Command(
        name = "diagnostics",
        description = "Show what Microsoft collects of workspaces without hbi_workspace, as its support sees it.",
        footer = {"What Microsoft does with such data:", "https://privacy.microsoft.com/privacystatement"},
        mixinStandardHelpOptions = true)
public final class DiagnosticsCommand implements Callable<Integer> {
    @Mixin
    private PlatformOption platform;

    @Option(names = "--workspace", paramLabel = "NAME", description = "Name or id of one workspace alone.")
    private String workspace;

    @Option(
            names = "--last",
            paramLabel = "COUNT",
            defaultValue = "30",
            description = "How many records, at most 1000 (default: ${DEFAULT-VALUE}).")
    private int last;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        RunningPlatform running = platform.require();
        int port = running.settings().ports().of(PlatformService.TELEMETRY);
        Reply reply = running.client()
                .send(Call.of("GET", port, path()).as(running.tokens().administrator()));
        if (!reply.succeeded()) {
            throw new RefusalException("telemetry answered " + reply.status() + " " + reply.body());
        }
        if (json) {
            System.out.println(reply.body());
        } else {
            DiagnosticsTable.lines(reply.body()).forEach(System.out::println);
        }
        return 0;
    }

    private String path() {
        return "/_mltwin/diagnostics?last="
                + last
                + (workspace == null ? "" : "&workspace=" + UriEncoding.encodeQueryValue(workspace));
    }
}
