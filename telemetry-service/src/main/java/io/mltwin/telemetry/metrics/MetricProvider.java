package io.mltwin.telemetry.metrics;

import static io.mltwin.armweb.AzureException.notBuilt;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.resourceprovider.ResourceType.Verb;
import io.mltwin.telemetry.metrics.MetricBody.Name;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;

/**
 * {@code Microsoft.Insights/metrics} and {@code metricDefinitions} of an Azure Machine Learning
 * workspace.
 */
@Singleton
record MetricProvider(MetricSource source, Clock clock) implements ResourceProvider {

    private static final String METRICS = "Microsoft.Insights/metrics";
    private static final String DEFINITIONS = "Microsoft.Insights/metricDefinitions";
    private static final String NAMESPACES = "Microsoft.Insights/metricNamespaces";
    private static final List<String> GRAINS =
            List.of("PT1M", "PT5M", "PT15M", "PT30M", "PT1H", "PT6H", "PT12H", "P1D");

    @Override
    public List<ResourceType> types() {
        return List.of(
                type(METRICS, this::metrics),
                type(DEFINITIONS, call -> definitions(call.id())),
                type(NAMESPACES, call -> namespaces(call.id())));
    }

    private static ResourceType type(String name, Function<ArmCall, ?> list) {
        return ResourceType.named(name)
                .require(MetricProvider::requireWorkspace)
                .list(list)
                .notBuilt(Verb.values())
                .build();
    }

    private static void requireWorkspace(ArmCall call) {
        if (call.target().collection() != null && !AsciiCase.equal(call.id().type(), MetricCatalogue.NAMESPACE)) {
            throw notBuilt(
                    "%s of %s of %s",
                    call.method(), call.target().type(), call.id().type());
        }
    }

    private static List<MetricBody.Namespace> namespaces(ArmResourceId workspace) {
        return List.of(new MetricBody.Namespace(
                workspace + "/providers/" + NAMESPACES + "/" + MetricCatalogue.NAMESPACE,
                MetricCatalogue.NAMESPACE,
                NAMESPACES,
                "Platform",
                new MetricBody.NamespaceProperties(MetricCatalogue.NAMESPACE)));
    }

    private MetricBody.Answer metrics(ArmCall call) {
        MetricQuery query = MetricQuery.read(call.query(), clock.instant());
        List<MetricPoint> points = source.of(call.id(), query);
        return new MetricBody.Answer(
                0,
                query.from() + "/" + query.to(),
                query.interval().toString(),
                MetricCatalogue.NAMESPACE,
                "",
                query.metrics().stream()
                        .map(metric -> new MetricBody.Metric(
                                id(call.id(), "metrics", metric),
                                METRICS,
                                Name.of(metric.name()),
                                metric.description(),
                                metric.kind().unit(),
                                "Success",
                                MetricSeries.of(metric, points, query)))
                        .toList());
    }

    private static List<MetricBody.Definition> definitions(ArmResourceId workspace) {
        return MetricCatalogue.ALL.stream()
                .map(metric -> new MetricBody.Definition(
                        id(workspace, "metricdefinitions", metric),
                        workspace.toString(),
                        MetricCatalogue.NAMESPACE,
                        Name.of(metric.name()),
                        metric.description(),
                        false,
                        metric.kind().unit(),
                        metric.kind().primaryAggregation(),
                        List.of("None", "Average", "Minimum", "Maximum", "Total", "Count"),
                        GRAINS.stream()
                                .map(grain -> new MetricBody.Availability(grain, "P93D"))
                                .toList(),
                        metric.dimensions().stream().map(Name::of).toList()))
                .toList();
    }

    private static String id(ArmResourceId workspace, String kind, MetricCatalogue.Metric metric) {
        return workspace + "/providers/Microsoft.Insights/" + kind + "/" + metric.name();
    }
}
