package io.mltwin.console.logs;

import io.mltwin.console.chart.Chart;
import io.mltwin.console.page.PageFrame;
import io.mltwin.console.page.ShownError;
import io.mltwin.console.scopes.ScopeLink;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/** The pages of logs. */
@CheckedTemplate(basePath = "logs")
final class LogsTemplates {

    private LogsTemplates() {}

    /**
     * Makes the page of a resource.
     *
     * @param path the resource in links
     * @param words that the editor completes, with a space between them
     * @param result null when no query was run
     * @param chart null when there is none to draw
     */
    static native TemplateInstance logs(
            PageFrame frame,
            List<ScopeLink> trail,
            String path,
            List<KqlExamples.Example> examples,
            String words,
            List<String> spans,
            String query,
            String span,
            LogTable result,
            Chart chart,
            ShownError error);
}
