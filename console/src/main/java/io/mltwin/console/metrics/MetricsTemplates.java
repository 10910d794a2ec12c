package io.mltwin.console.metrics;

import io.mltwin.console.chart.Chart;
import io.mltwin.console.page.PageFrame;
import io.mltwin.console.page.ShownError;
import io.mltwin.console.scopes.ScopeLink;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/** The pages of metrics. */
@CheckedTemplate(basePath = "metrics")
final class MetricsTemplates {

    private MetricsTemplates() {}

    /**
     * Makes the page of a resource whose type has no metrics.
     *
     * @param path the resource in links
     */
    static native TemplateInstance none(PageFrame frame, List<ScopeLink> trail, String path, String type);

    /**
     * Makes the page of a resource.
     *
     * @param path the resource in links
     * @param definition of the chosen metric
     * @param chart null when Azure refused it
     */
    static native TemplateInstance metrics(
            PageFrame frame,
            List<ScopeLink> trail,
            String path,
            List<MetricDefinition> definitions,
            MetricDefinition definition,
            List<String> spans,
            MetricChoice choice,
            Chart chart,
            ShownError error);
}
