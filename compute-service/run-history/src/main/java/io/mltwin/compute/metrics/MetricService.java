package io.mltwin.compute.metrics;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;
import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.armweb.AzureException.notFound;
import static io.mltwin.encoding.Absence.isBlank;

import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.metrics.MetricPoint.MetricContent;
import io.mltwin.compute.queries.Filter;
import io.mltwin.compute.queries.PageBody;
import io.mltwin.compute.queries.QueryBody;
import io.mltwin.compute.runs.RunService;
import io.mltwin.platform.tracing.Tracing;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Run metrics: written by the target, kept in run history, read by clients (seed, "Metrics"). */
@Singleton
public class MetricService {

    /** Values of one page of a metric of v2. */
    private static final int VALUES = 5_000;

    /** The number of metrics on one page of a v2 list. */
    private static final int DEFINITIONS = 25;

    private final MetricRepository repository;
    private final MetricSeriesRepository series;
    private final MetricWriter writer;
    private final RunService runs;
    private final Clock clock;
    private final Tracing tracing;

    MetricService(
            MetricRepository repository,
            MetricSeriesRepository series,
            MetricWriter writer,
            RunService runs,
            Clock clock,
            Tracing tracing) {
        this.repository = repository;
        this.series = series;
        this.writer = writer;
        this.runs = runs;
        this.clock = clock;
        this.tracing = tracing;
    }

    /** Stores all of them or none. */
    @Transactional
    public void add(RunHistory history, String experiment, String runId, List<MetricBody> metrics) {
        runs.requireExists(history.workspaceId(), experiment, runId);
        Instant now = clock.instant();
        List<MetricPoint> points = new ArrayList<>();
        for (MetricBody metric : metrics) {
            invalidRequestContentIf(metric == null || isBlank(metric.name()), "A metric needs a name.");
            if (metric.runId() != null && !metric.runId().equals(runId)) {
                throw badRequest("RunIdMismatch", "The run id of the metric is not the one of the path.")
                        .withTarget("runId");
            }
            points.add(MetricMapper.point(metric, now));
        }
        store(history, runId, points);
    }

    /** Stores all values of {@code /metric/v2.0 …/batch} or none. */
    @Transactional
    public void addV2(RunHistory history, String runId, MetricV2Body.Batch batch) {
        runs.requireExists(history.workspaceId(), null, runId);
        Instant now = clock.instant();
        List<MetricPoint> points = new ArrayList<>();
        for (MetricV2Body metric : batch.values()) {
            invalidRequestContentIf(
                    metric == null || isBlank(metric.name()) || metric.value() == null,
                    "A metric needs a name and a list value.");
            for (MetricV2Body.Value value : metric.value()) {
                invalidRequestContentIf(
                        value == null || value.data() == null,
                        "Each value of the metric '%s' needs data.",
                        metric.name());
                points.add(MetricMapper.point(metric, value, now));
            }
        }
        store(history, runId, points);
    }

    private void store(RunHistory history, String runId, List<MetricPoint> points) {
        MetricValidator.validateBatch(points);
        inCosmos("write metrics of run " + runId, () -> {
            writer.write(history, runId, points);
            return null;
        });
    }

    /** Metrics of an experiment; {@code RunId} and {@code Name} may be filtered. */
    @Transactional
    public PageBody<MetricBody> query(RunHistory history, String experiment, QueryBody query) {
        Filter filter = Filter.parse(query.filter(), Set.of("RunId", "Name"));
        String runId = filter.required("RunId");
        if (runId != null) {
            runs.requireExists(history.workspaceId(), experiment, runId);
        }
        return inCosmos(
                "read metrics",
                () -> repository
                        .page(history.workspaceId(), experiment, filter.conditions(), query)
                        .map(metric -> MetricMapper.v1(metric, metric.open(history))));
    }

    @Transactional
    public MetricBody get(RunHistory history, String experiment, String metricId) {
        return repository.byMetricId(history.workspaceId(), metricId).stream()
                .findFirst()
                .map(metric -> {
                    runs.requireExists(history.workspaceId(), experiment, metric.runId);
                    return MetricMapper.v1(metric, metric.open(history));
                })
                .orElseThrow(() -> notFound("MetricNotFound", "The metric '%s' was not found.", metricId));
    }

    /** Returns the metrics of a run, by name. */
    @Transactional
    public PageBody<MetricV2Body.Definition> definitions(RunHistory history, String runId, String continuationToken) {
        runs.requireExists(history.workspaceId(), null, runId);
        return PageBody.of(
                        series.last(history.workspaceId(), List.of(runId)),
                        new QueryBody(null, continuationToken, null, DEFINITIONS))
                .map(last -> MetricMapper.definition(
                        last.metric().name, last.metric().open(history)));
    }

    /** A page of the values of one metric of a run. */
    @Transactional
    public MetricV2Body values(RunHistory history, String runId, MetricV2Body.Request request) {
        runs.requireExists(history.workspaceId(), null, runId);
        String name = request.wanted();
        MetricRepository.Series wanted =
                new MetricRepository.Series(runId, name, request.startTime(), request.endTime());
        QueryBody query = new QueryBody(null, request.continuationToken(), null, VALUES);
        PageBody<MetricEntity> page =
                PageBody.read(query, (from, most) -> repository.page(history.workspaceId(), wanted, from, most));
        if (page.value().isEmpty() && request.continuationToken() == null) {
            throw notFound("MetricNotFound", "The run has no metric '%s'.", name);
        }
        List<MetricContent> contents =
                page.value().stream().map(metric -> metric.open(history)).toList();
        return MetricMapper.v2(runId, name, page.value(), contents, PageBody.start(query))
                .followedBy(page.continuationToken());
    }

    /** The number of the newest metric of a run's children; it grows with each metric. */
    @Transactional
    public long newestOfChildren(String workspaceId, String parentRunId) {
        return repository.newestOfChildren(workspaceId, parentRunId);
    }

    /** Run history is what the document calls the Cosmos DB of Azure ML. */
    private <T> T inCosmos(String what, Supplier<T> work) {
        return tracing.step("Azure Cosmos DB", what, work);
    }
}
