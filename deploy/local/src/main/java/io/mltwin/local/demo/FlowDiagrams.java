package io.mltwin.local.demo;

import io.mltwin.local.client.TraceParent;
import io.mltwin.local.trace.Traces;
import io.mltwin.traces.RecordedSpan;
import io.mltwin.traces.SequenceDiagram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The sequence diagram of each flow that was played, as a file made from its spans. */
public record FlowDiagrams(Traces traces, Path folder) {

    /** Returns the file, {@code 3-train.mmd}; null when there are no spans to make it from. */
    Path write(int number, String title, TraceParent trace) throws IOException {
        List<RecordedSpan> spans = traces.settled(trace.traceId());
        if (spans.isEmpty()) {
            return null;
        }
        Files.createDirectories(folder);
        String name = title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return Files.writeString(
                folder.resolve(number + "-" + name + ".mmd"),
                SequenceDiagram.of("Flow " + number + ": " + title + ", trace " + trace.traceId(), spans));
    }
}
