package io.mltwin.local.command;

import io.mltwin.local.trace.Traces;
import io.mltwin.traces.RecordedSpan;
import io.mltwin.traces.SequenceDiagram;
import io.mltwin.traces.TraceTree;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** mltwin trace: who called whom in a flow, with which kind of token, and the verdict on it. */
@Command(name = "trace", description = "Show a flow through all services.", mixinStandardHelpOptions = true)
public final class TraceCommand implements Callable<Integer> {
    @Mixin
    private PlatformOption platform;

    private static final String LAST = "last";

    @Parameters(
            arity = "0..1",
            paramLabel = "ID",
            defaultValue = LAST,
            description = "A trace id, a correlation id (x-ms-correlation-request-id), or 'last'" + " (default).")
    private String id;

    @Option(names = "--mermaid", description = "As a sequence diagram in Mermaid's language instead of as text.")
    private boolean mermaid;

    @Override
    public Integer call() throws IOException {
        RunningPlatform running = platform.require();
        Traces traces = new Traces(running.client(), running.settings(), running.tokens());
        String trace = id.equals(LAST) ? traces.last() : id;
        List<RecordedSpan> spans = traces.of(trace);
        if (mermaid) {
            System.out.print(SequenceDiagram.of("trace " + trace, spans));
        } else {
            System.out.println("trace " + trace);
            TraceTree.of(spans).forEach(System.out::println);
        }
        return 0;
    }
}
