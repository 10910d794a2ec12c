package io.mltwin.compute.metrics;

import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.queries.Filter;
import io.mltwin.compute.queries.PageBody;
import io.mltwin.compute.queries.QueryBody;
import io.mltwin.compute.runs.RunQueries;
import io.mltwin.compute.runs.RunService;
import io.mltwin.platform.tracing.Tracing;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** Run metrics: written by the target, kept in run history, read by clients (seed, "Metrics"). */
@Singleton
public class MetricService {

    private final MetricRepository repository;
    private final RunService runs;
    private final RunQueries runQueries;
    private final Clock clock;
    private final Tracing tracing;

    MetricService(
            MetricRepository repository,
            RunService runs,
            RunQueries runQueries,
            Clock clock,
            Tracing tracing) {
        this.repository = repository;
        this.runs = runs;
        this.runQueries = runQueries;
        this.clock = clock;
        this.tracing = tracing;
    }

    /** Stores all of them or none. */
    @Transactional
    public void add(RunHistory history, String experiment, String runId, List<MetricBody> metrics) {
        runs.requireExists(history.workspaceId(), experiment, runId);
        inCosmos(
                "write metrics of run " + runId,
                () -> {
                    storeAll(history, runId, metrics);
                    return null;
                });
    }

    private void storeAll(RunHistory history, String runId, List<MetricBody> metrics) {
        for (MetricBody metric : metrics) {
            if (metric == null || metric.name() == null || metric.name().isBlank()) {
                throw ArmErrors.invalidRequestContent("A metric needs a name.");
            }
            if (metric.runId() != null && !metric.runId().equals(runId)) {
                throw new AzureException(
                                400,
                                "RunIdMismatch",
                                "The run id of the metric is not the one of the path.")
                        .withTarget("runId");
            }
            store(
                    history,
                    runId,
                    metric.metricId(),
                    metric.name(),
                    metric.createdUtc(),
                    MetricMapper.content(metric));
        }
    }

    /** Stores all values of {@code /metric/v2.0 …/batch} or none. */
    @Transactional
    public void addV2(RunHistory history, String runId, MetricV2Body.Batch batch) {
        runs.requireExists(history.workspaceId(), null, runId);
        for (MetricV2Body metric : batch.values()) {
            if (metric == null
                    || metric.name() == null
                    || metric.name().isBlank()
                    || metric.value() == null) {
                throw ArmErrors.invalidRequestContent("A metric needs a name and a list value.");
            }
            for (MetricV2Body.Value value : metric.value()) {
                if (value.data() == null) {
                    throw ArmErrors.invalidRequestContent(
                            "Each value of the metric '" + metric.name() + "' needs data.");
                }
                store(
                        history,
                        runId,
                        value.metricId(),
                        metric.name(),
                        value.createdUtc(),
                        MetricMapper.content(metric, value));
            }
        }
    }

    /** Metrics of an experiment; {@code RunId} and {@code Name} may be filtered. */
    @Transactional
    public PageBody<MetricBody> query(RunHistory history, String experiment, QueryBody query) {
        Filter filter = Filter.parse(query.filter(), Set.of("RunId", "Name"));
        String runId = filter.required("RunId");
        List<String> runIds = new ArrayList<>();
        if (runId == null) {
            runQueries
                    .query(history, experiment, QueryBody.ALL)
                    .value()
                    .forEach(run -> runIds.add(run.runId()));
        } else {
            runs.requireExists(history.workspaceId(), experiment, runId);
            runIds.add(runId);
        }
        return PageBody.of(inCosmos("read metrics", () -> read(history, runIds, filter)), query);
    }

    private List<MetricBody> read(RunHistory history, List<String> runIds, Filter filter) {
        List<MetricBody> found = new ArrayList<>();
        for (String id : runIds) {
            for (MetricEntity metric : repository.ofRun(history.workspaceId(), id)) {
                if (filter.matches(field -> field.equals("RunId") ? metric.runId : metric.name)) {
                    found.add(MetricMapper.v1(metric, content(history, metric)));
                }
            }
        }
        return found;
    }

    @Transactional
    public MetricBody get(RunHistory history, String experiment, String metricId) {
        return repository.byMetricId(history.workspaceId(), metricId).stream()
                .findFirst()
                .map(
                        metric -> {
                            runs.requireExists(history.workspaceId(), experiment, metric.runId);
                            return MetricMapper.v1(metric, content(history, metric));
                        })
                .orElseThrow(
                        () ->
                                new AzureException(
                                        404,
                                        "MetricNotFound",
                                        "The metric '" + metricId + "' was not found."));
    }

    /** The metrics of a run in the form of v2, by name in the order of their first value. */
    @Transactional
    public List<MetricV2Body> ofRun(RunHistory history, String runId) {
        runs.requireExists(history.workspaceId(), null, runId);
        Map<String, List<MetricEntity>> byName = new LinkedHashMap<>();
        for (MetricEntity metric : repository.ofRun(history.workspaceId(), runId)) {
            byName.computeIfAbsent(metric.name, name -> new ArrayList<>()).add(metric);
        }
        return byName.entrySet().stream()
                .map(
                        e ->
                                MetricMapper.v2(
                                        runId,
                                        e.getKey(),
                                        e.getValue(),
                                        e.getValue().stream()
                                                .map(metric -> content(history, metric))
                                                .toList()))
                .toList();
    }

    /** Run history is what the document calls the Cosmos DB of Azure ML. */
    private <T> T inCosmos(String what, Supplier<T> work) {
        return tracing.step("Azure Cosmos DB", what, work);
    }

    private void store(
            RunHistory history,
            String runId,
            String metricId,
            String name,
            Instant created,
            MetricContent content) {
        MetricEntity metric = new MetricEntity();
        metric.workspaceId = history.workspaceId();
        metric.runId = runId;
        metric.metricId = metricId == null ? UUID.randomUUID().toString() : metricId;
        metric.name = name;
        metric.created = created == null ? clock.instant() : created;
        metric.content = history.seal(metric.place(), content);
        repository.addOnce(metric);
    }

    private static MetricContent content(RunHistory history, MetricEntity metric) {
        return history.open(metric.place(), metric.content, MetricContent.class);
    }
}
